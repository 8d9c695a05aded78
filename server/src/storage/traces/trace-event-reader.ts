import type { Page, TimeRange, TraceScope, TraceSource } from './source.ts'
import type { CallOutcome, StatusCode } from './span-parts.ts'

/**
 * A session or a run as one line of events: a step is an `llm_call`; a tool call is a `tool_call`
 * and, when it is over, a `tool_result`; an answer of a run is a `response`, its failure an `error`.
 * A run of framework `native` has its `response` and `error` as events that were sent, so none is
 * made of it.
 */
export interface TraceEvent {
  /** Unique in the project and the same each time. */
  eventId: string
  type: string
  source: TraceSource
  runId: string
  sessionId: string | null
  /** Of the span that it belongs to; several events may share one. */
  spanId: string
  parentSpanId: string | null
  time: number
  /** Milliseconds; `null` where nothing lasts, and while it goes on. */
  duration: number | null
  statusCode: StatusCode
  statusMessage: string | null
  outcome: CallOutcome
  agent: string | null
  /** The model used, else the one requested. */
  model: string | null
  provider: string | null
  promptTokens: number | null
  promptCachedTokens: number | null
  completionTokens: number | null
  cost: number | null
  finishReason: string | null
  toolName: string | null
  integrationId: string | null
  decisionKind: string | null
  bytesIn: number | null
  bytesOut: number | null
  /** 1, 2, 3 … within the session, or within the run when it has none; the order of all lists. */
  sequence: number
  /** What it carried: of a native event as it came, else put together from the span. */
  data: { [key: string]: unknown }
}

export interface TraceEventFilter extends TraceScope {
  sessionId?: string | undefined
  runId?: string | undefined
  /** Any of these. */
  types?: readonly string[] | undefined
  spanId?: string | undefined
  /** Direct children. */
  parentSpanId?: string | undefined
  /** Of that kind of decision; a `handoff` event is one of kind `handoff`, an `escalation` likewise. */
  decisionKind?: string | undefined
  model?: string | undefined
  /** By the event's own time. */
  range?: TimeRange | undefined
}

export interface TraceEventReader {
  /**
   * In order of sequence; `newestFirst` the other way round.
   */
  traceEvents(
    query: TraceEventFilter & { page: Page; newestFirst?: boolean | undefined },
  ): Promise<{ events: TraceEvent[]; total: number }>
  /**
   * The same for reading everything, a bounded piece at a time: session by session. `null` ends it.
   * Rejects with `CursorError`.
   */
  exportEvents(
    query: TraceEventFilter & {
      sessionIds?: readonly string[] | undefined
      limit: number
      cursor?: string | undefined
    },
  ): Promise<{ events: TraceEvent[]; nextCursor: string | null }>
  /** Whether the run (or session, when no run is given) has a span of this id. */
  hasSpan(
    scope: TraceScope,
    of: { sessionId?: string; runId?: string },
    spanId: string,
  ): Promise<boolean>
}
