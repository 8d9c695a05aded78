import type { TraceScope } from '../../storage/traces/source.ts'
import type { TraceEventReader } from '../../storage/traces/trace-event-reader.ts'
import { runOf } from './map-events.ts'
import { toolCallIdOf } from './map-tool-events.ts'
import type { NativeEvent } from './read-events.ts'

/** So many calls back a result is matched with a call of an earlier request. */
const LOOKED_AT = 1000

/**
 * The id by which each tool event and the other one of its call are one. It is the id that the
 * model gave the call; a result that does not name it is known by the span of its call, which is
 * its own or the one around it.
 */
export async function findCalls(
  events: readonly NativeEvent[],
  ids: { sessionId: string },
  { traces, scope }: { traces: Pick<TraceEventReader, 'traceEvents'>; scope: TraceScope },
): Promise<(event: NativeEvent) => string> {
  const byItself = ({ spanId, ownId, data }: NativeEvent) => toolCallIdOf(data) ?? spanId ?? ownId
  const callsOnSpans = new Map<string, string>()
  const nameOf = (runId: string, spanId: string | undefined) => `${runId} ${spanId}`
  const callOf = (event: NativeEvent) => {
    const runId = runOf(event, ids)
    const { spanId, parentSpanId } = event
    return callsOnSpans.get(nameOf(runId, spanId)) ?? callsOnSpans.get(nameOf(runId, parentSpanId))
  }

  for (const event of events) {
    if (event.type !== 'tool_call' || event.spanId === undefined) continue
    callsOnSpans.set(nameOf(runOf(event, ids), event.spanId), byItself(event))
  }
  const isUnnamed = (event: NativeEvent) =>
    event.type === 'tool_result' && toolCallIdOf(event.data) === undefined
  const loose = events.filter((event) => isUnnamed(event) && callOf(event) === undefined)
  for (const runId of new Set(loose.map((event) => runOf(event, ids)))) {
    const page = { limit: LOOKED_AT, offset: 0 }
    const earlier = { ...scope, runId, types: ['tool_call'], page, newestFirst: true }
    for (const { data, spanId } of (await traces.traceEvents(earlier)).events) {
      const callId = toolCallIdOf(data)
      if (callId !== undefined) callsOnSpans.set(nameOf(runId, spanId), callId)
    }
  }
  return (event) => (isUnnamed(event) ? callOf(event) : undefined) ?? byItself(event)
}
