import { call } from '../call.ts'
import type { Json } from 'casefile/protocol'

/** What an agent did in a session, one event: of the session-traces API, as far as it is read. */
export interface TraceEvent {
  id: string
  /** `llm_call`, `tool_call`, `tool_result`, `response`, `error`, … or any other word. */
  type: string
  /** ISO 8601. */
  timestamp: string
  /** The run. */
  traceId: string
  spanId: string
  agentName: string | null
  durationMs: number | null
  status: 'ok' | 'error'
  decisionKind: string | null
  /** As it was sent, or put together from the span. Nothing about it has been checked. */
  data: { [key: string]: Json }
}

export interface SessionMessage {
  role: 'user' | 'assistant'
  content: string
  traceId: string
  timestamp: string
}

export interface SessionEvents {
  /** Where its runs happened. */
  environment: 'dev' | 'prod' | 'mixed'
  messages: SessionMessage[]
  events: TraceEvent[]
  /** Older events that were not read. */
  leftOut: number
}

const PAGE = 200
/** What happened last is what people look for; a run of ten thousand steps has its own page. */
const MOST_EVENTS = 2_000

/** The runs of a session as one line of events, oldest first. It must have runs. */
export async function getSessionEvents(
  { projectId, sessionId }: { projectId: string; sessionId: string },
  signal: AbortSignal,
): Promise<SessionEvents> {
  const path = `/api/projects/${encodeURIComponent(projectId)}/sessions/${encodeURIComponent(sessionId)}`
  const ask = (offset: number) =>
    call<{ traces: TraceEvent[]; total: number }>(`${path}/traces?limit=${PAGE}&offset=${offset}`, {
      signal,
    })

  const [{ session }, first] = await Promise.all([
    call<{ session: Pick<SessionEvents, 'environment' | 'messages'> }>(path, { signal }),
    ask(0),
  ])
  const { total } = first
  const leftOut = Math.max(0, total - MOST_EVENTS)
  const events = leftOut > 0 ? [] : first.traces
  for (let offset = leftOut || PAGE; offset < total; offset += PAGE) {
    const { traces } = await ask(offset)
    if (traces.length === 0) break
    events.push(...traces)
  }
  return { environment: session.environment, messages: session.messages, events, leftOut }
}
