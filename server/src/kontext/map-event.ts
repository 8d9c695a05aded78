import type { Json } from 'casefile/protocol'

import { agentIdOf } from '../http/agent-id.ts'
import type { TraceEvent } from '../storage/traces/trace-event-reader.ts'
import { UNKNOWN_AGENT } from './find-agent.ts'

type JsonObject = { [key: string]: Json }

/** The events of a run: of a tool call and its result one, and none of what the run itself says. */
export function mapEvents(events: readonly TraceEvent[]) {
  const results = new Map(
    events.filter(({ type }) => type === 'tool_result').map((event) => [event.spanId, event]),
  )
  const own = events.filter((event) => event.type !== 'tool_result' && !isOfRun(event))
  const ids = new Map(own.toReversed().map(({ spanId, eventId }) => [spanId, eventId]))
  return own.map((event) => ({
    ...mapMcpEvent(event),
    sessionId: event.sessionId ?? event.runId,
    traceId: event.runId,
    apiKeyId: null,
    durationMs: event.duration,
    errorMessage: event.outcome === 'ok' ? null : event.statusMessage,
    bytesIn: event.bytesIn,
    bytesOut: event.bytesOut,
    requestJson: requestOf(event),
    responseJson: responseOf(event, results.get(event.spanId)),
    parentEventId: (event.parentSpanId !== null && ids.get(event.parentSpanId)) || null,
    agentSessionId: event.sessionId,
  }))
}

/** An event in short. */
export function mapMcpEvent(event: TraceEvent) {
  return {
    id: event.eventId,
    createdAt: new Date(event.time).toISOString(),
    agentId: agentIdOf(event.agent ?? UNKNOWN_AGENT),
    integrationId: event.integrationId,
    toolName: event.toolName,
    eventType: event.type,
    status: event.outcome,
  }
}

/** The answer or failure of the run, which is no span of it. */
function isOfRun({ type, spanId, runId }: TraceEvent): boolean {
  return (type === 'response' || type === 'error') && spanId === runId
}

function requestOf({ type, data }: TraceEvent): JsonObject | null {
  if (type === 'tool_call') {
    return asObject(data.args ?? data.arguments ?? data.input ?? data.parameters ?? data.params)
  }
  if (type !== 'llm_call') return asObject(data)
  const { response: _response, output: _output, ...request } = data
  return asObject(request)
}

function responseOf({ type, data }: TraceEvent, result: TraceEvent | undefined): JsonObject | null {
  if (type === 'llm_call') return asObject(data.response ?? data.output)
  if (!result) return null
  return asObject(result.data.result ?? result.data.output)
}

/** What is no object by itself is the `value` of one. */
function asObject(value: unknown): JsonObject | null {
  if (value === undefined || value === null) return null
  const isObject = typeof value === 'object' && !Array.isArray(value)
  // It came as JSON and was kept as such.
  const object = (isObject ? value : { value }) as JsonObject
  return Object.keys(object).length === 0 ? null : object
}
