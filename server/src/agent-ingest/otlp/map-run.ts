import type { RunPart } from '../../storage/traces/span-parts.ts'
import { definedFields } from '../read-values.ts'
import type { PlacedSpan } from './place-spans.ts'
import { attributesOf, statusOf } from './span-fields.ts'
import { outputOf, promptOf } from './text-of-span.ts'

export function mapRun({ span, identity, runId }: PlacedSpan): RunPart {
  return {
    kind: 'run',
    runId,
    startTime: span.startTime,
    endTime: span.endTime ?? null,
    ...statusOf(span),
    ...identity,
    ...promptOf(span.attributes),
    response: outputOf(span.attributes),
    attributes: definedFields({ ...span.resource, ...attributesOf(span) }),
    framework: 'otel',
  }
}

/** Several calls under one run id are one run: from the first prompt to the last answer. */
export function joinRuns(first: RunPart, next: RunPart): RunPart {
  const [early, late] =
    (first.startTime ?? 0) <= (next.startTime ?? 0) ? [first, next] : [next, first]
  const isOver = typeof early.endTime === 'number' && typeof late.endTime === 'number'
  const failed = [late, early].find(({ statusCode }) => statusCode === 2)
  return {
    ...early,
    ...definedFields({ ...late, prompt: early.prompt ?? late.prompt }),
    kind: 'run',
    runId: first.runId,
    startTime: early.startTime,
    endTime: isOver ? Math.max(Number(early.endTime), Number(late.endTime)) : null,
    statusCode: failed ? 2 : 0,
    statusMessage: failed?.statusMessage,
    prompt: early.prompt ?? late.prompt,
  }
}
