import type { Json } from 'casefile/protocol'

import type { TraceEvent } from '../storage/traces/trace-event-reader.ts'

export type MappedEvent = ReturnType<typeof mapEvent>

export function mapEvent(event: TraceEvent) {
  return {
    id: event.eventId,
    type: event.type,
    eventType: event.type,
    sessionId: sessionOf(event),
    timestamp: new Date(event.time).toISOString(),
    traceId: event.runId,
    spanId: event.spanId,
    parentSpanId: event.parentSpanId,
    agentName: event.agent,
    durationMs: event.duration,
    eventSeq: event.sequence,
    eventCursor: String(event.sequence),
    status: statusOf(event),
    decisionKind: event.decisionKind,
    // It came as JSON and was kept as such, or was put together from such.
    data: event.data as { [key: string]: Json },
  }
}

export function statusOf({ statusCode }: Pick<TraceEvent, 'statusCode'>): 'ok' | 'error' {
  return statusCode === 2 ? 'error' : 'ok'
}

/** A run of no session is one by itself. */
export function sessionOf({ sessionId, runId }: TraceEvent): string {
  return sessionId ?? runId
}
