import { hash } from 'node:crypto'

import type { TraceSource } from '../../traces/source.ts'
import type { TraceEvent } from '../../traces/trace-event-reader.ts'
import type { EventPart } from './event-list.ts'
import { given } from './merge-run.ts'
import type { RunBody, RunRow } from './run-row.ts'
import type { SpanBody, SpanRow } from './span-row.ts'

/** What a run says of itself. */
export type RunEventPart = 'error' | 'response'

/** One of the events of a span. */
export interface SpanEvent {
  source: TraceSource
  runId: string
  span: Pick<SpanRow, 'kind' | 'label' | 'spanId'>
  body: SpanBody
  part: EventPart
}

export function typeOf({ span, part }: Pick<SpanEvent, 'span' | 'part'>): string {
  const { kind, label } = span
  if (kind === 'step') return 'llm_call'
  if (kind === 'tool_call') return part === 'result' ? 'tool_result' : 'tool_call'
  return label
}

/** What it carried or, of a client that has no events of its own, would have. */
export function dataOf({
  span: { kind, label },
  body,
  part,
}: Pick<SpanEvent, 'span' | 'body' | 'part'>): TraceEvent['data'] {
  const isResult = part === 'result'
  const carried = isResult ? body.resultData : body.data
  if (carried) return carried
  if (kind === 'event') return {}
  if (kind === 'step') {
    const { prompt, response, toolDefinitions, finishReason } = body
    return given({ model: modelOf(body), prompt, response, toolDefinitions, finishReason })
  }
  const { args, result, statusMessage } = body
  if (!isResult) return given({ toolName: label, args: args && readJson(args) })
  return given({ toolName: label, result: result && readJson(result), error: statusMessage })
}

export function modelOf({ modelUsed, modelRequested }: SpanBody): string | undefined {
  return modelUsed ?? modelRequested
}

/** What was sent as JSON text, unpacked; any other text as it is. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** Of what came as an event the id it came with, else one made of what the event is of. */
export function idOf({ source, runId, span, body, part }: SpanEvent): string {
  if (part === 'result' && body.resultEventId !== undefined) return body.resultEventId
  if (part === 'span' && body.eventId !== undefined) return body.eventId
  if (span.kind === 'event' || (part === 'span' && body.data !== undefined)) return span.spanId
  return madeOf(source, runId, `${span.kind} ${part}`, span.spanId)
}

export function idOfRunEvent({
  source,
  runId,
  part,
}: {
  source: TraceSource
  runId: string
  part: RunEventPart
}): string {
  return madeOf(source, runId, part, '')
}

function madeOf(source: TraceSource, runId: string, what: string, spanId: string): string {
  const key = JSON.stringify([source, runId, what, spanId])
  return hash('sha256', key, 'base64url').slice(0, 22)
}

/** What the failure of a run, or its answer, says. */
export function contentsOfRun(
  run: Pick<RunRow, 'statusMessage'>,
  body: RunBody,
  part: RunEventPart,
): Pick<TraceEvent, 'statusMessage' | 'data'> {
  if (part === 'response') return { statusMessage: null, data: given({ content: body.response }) }
  const { statusMessage } = body
  return {
    statusMessage: statusMessage ?? run.statusMessage,
    data: given({ message: statusMessage }),
  }
}
