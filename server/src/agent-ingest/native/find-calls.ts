import type { TraceScope } from '../../storage/traces/source.ts'
import type { TraceEventReader } from '../../storage/traces/trace-event-reader.ts'
import { runOf } from './map-events.ts'
import { toolCallIdOf } from './map-tool-events.ts'
import type { NativeEvent } from './read-events.ts'

/** So many calls back a result is matched with a call of an earlier request. */
const LOOKED_AT = 1000

/**
 * The id of the call that each tool event belongs to. A result may name the call by the id that the
 * model gave it, by its span, or by the span around its own.
 */
export async function findCalls(
  events: readonly NativeEvent[],
  ids: { sessionId: string },
  { traces, scope }: { traces: Pick<TraceEventReader, 'traceEvents'>; scope: TraceScope },
): Promise<(event: NativeEvent) => string> {
  const calls = new Map<string, string>()
  const spans = new Set<string>()
  const nameIn = (event: NativeEvent, name: string) => `${runOf(event, ids)} ${name}`
  for (const event of events.filter(({ type }) => type === 'tool_call')) {
    const callId = toolCallIdOf(event.data)
    const spanId = event.spanId ?? callId ?? event.ownId
    if (callId !== undefined) calls.set(nameIn(event, callId), spanId)
    spans.add(nameIn(event, spanId))
  }

  const byItself = (event: NativeEvent) => {
    const callId = toolCallIdOf(event.data)
    const named = callId === undefined ? undefined : calls.get(nameIn(event, callId))
    if (event.type === 'tool_result' && named !== undefined) return named
    const { spanId, parentSpanId } = event
    const isAround = parentSpanId !== undefined && spans.has(nameIn(event, parentSpanId))
    const isOwn = spanId !== undefined && spans.has(nameIn(event, spanId))
    if (event.type === 'tool_result' && isAround && !isOwn) return parentSpanId
    return spanId ?? callId ?? event.ownId
  }

  const loose = events.filter((event) => {
    const callId = toolCallIdOf(event.data)
    return event.type === 'tool_result' && callId !== undefined && !calls.has(nameIn(event, callId))
  })
  for (const runId of new Set(loose.map((event) => runOf(event, ids)))) {
    const page = { limit: LOOKED_AT, offset: 0 }
    const earlier = { ...scope, runId, types: ['tool_call'], page, newestFirst: true }
    for (const { data, spanId } of (await traces.traceEvents(earlier)).events) {
      const callId = toolCallIdOf(data)
      const name = `${runId} ${callId}`
      if (callId !== undefined && !calls.has(name)) calls.set(name, spanId)
    }
  }
  return byItself
}
