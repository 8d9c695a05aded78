import type { EventPart, SpanPart } from '../../storage/traces/span-parts.ts'
import { agentOf } from '../identity.ts'
import { textOf } from '../read-values.ts'
import { messageOf } from './error-message.ts'
import { mapLlmCall } from './map-llm-call.ts'
import { mapToolCall, mapToolResult } from './map-tool-events.ts'
import type { NativeEvent } from './read-events.ts'

/** All but the runs themselves. `callOf` knows which call a tool event belongs to. */
export function mapEvents(
  events: readonly NativeEvent[],
  ids: { sessionId: string },
  callOf: (event: NativeEvent) => string,
): SpanPart[] {
  return events.map((event) => {
    const { agent, duration, parentSpanId, time } = event
    const common = {
      ...ids,
      runId: runOf(event, ids),
      parentSpanId,
      startTime: time,
      endTime: duration === undefined ? undefined : time + duration,
      agent: agentOf(agent),
    }
    switch (event.type) {
      case 'llm_call':
        return { ...mapLlmCall(event), ...common, spanId: event.spanId ?? event.ownId }
      case 'tool_call':
        return { ...mapToolCall(event), ...common, spanId: callOf(event), ofSpanId: event.spanId }
      case 'tool_result':
        return { ...mapToolResult(event), ...ids, runId: common.runId, spanId: callOf(event) }
      default:
        return { ...mapOther(event), ...common }
    }
  })
}

/** Without a trace the session is the run. */
export function runOf({ traceId }: NativeEvent, { sessionId }: { sessionId: string }): string {
  return traceId ?? sessionId
}

function mapOther({ type, id, ownId, spanId, data }: NativeEvent): Omit<EventPart, 'runId'> {
  const failed = type === 'error' || data.status === 'error'
  return {
    kind: 'event',
    spanId: ownId,
    ofSpanId: spanId,
    eventId: id,
    type,
    decisionKind: textOf(data.decisionKind ?? data.decision_kind)?.slice(0, 255),
    statusCode: failed ? 2 : 0,
    statusMessage: failed ? messageOf(data) : undefined,
    data,
  }
}
