import { agentOf } from '../identity.ts'
import { definedFields, type Fields } from '../read-values.ts'
import type { OtlpSpan } from './otlp-span.ts'
import type { PlacedSpan } from './place-spans.ts'
import { isText } from './text-of-span.ts'
import { isMetadata } from './told.ts'

const EXCEPTION = 'exception'

/** What a part of any kind has. */
export function spanFields({ span, identity, runId, parent }: PlacedSpan) {
  return {
    runId,
    sessionId: identity.sessionId,
    spanId: span.spanId,
    // What hangs on the run itself has no parent among the parts.
    parentSpanId: parent?.kind === 'run' ? undefined : span.parentSpanId,
    startTime: span.startTime,
    endTime: span.endTime,
    agent: agentOf(span.attributes['gen_ai.agent.name']),
    ...statusOf(span),
    attributes: attributesOf(span),
  }
}

/** The message of the status, else of the exception that was recorded. */
export function statusOf(span: OtlpSpan) {
  const { statusCode } = span
  const message = span.statusMessage ?? exceptionOf(span)?.['exception.message']
  return { statusCode, statusMessage: statusCode === 2 ? asText(message) : undefined }
}

/** What nothing else was made of, and the exception with its stack. */
export function attributesOf(span: OtlpSpan): Fields | undefined {
  const rest: Fields = {}
  for (const key in span.attributes) {
    if (isMetadata(key) || isText(key) || TOOL_TEXTS.has(key)) continue
    rest[key] = span.attributes[key]
  }
  return definedFields({ ...rest, ...exceptionOf(span) })
}

/** These are kept as arguments and result. */
const TOOL_TEXTS = new Set([
  'ai.toolCall.args',
  'ai.toolCall.result',
  'gen_ai.tool.call.arguments',
  'gen_ai.tool.call.result',
  'tool.parameters',
])

/** The last one that was recorded. */
function exceptionOf({ events }: OtlpSpan): Fields | undefined {
  return events.findLast(({ name }) => name === EXCEPTION)?.attributes
}

/** What happened in a span, but for exceptions and the ticks of a stream. */
export function tellingEvents({ events }: OtlpSpan): OtlpSpan['events'] {
  return events.filter(({ name }) => name !== EXCEPTION && !name.startsWith('ai.stream.'))
}

function asText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
