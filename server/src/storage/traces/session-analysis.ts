import type { DecisionAnomaly } from './findings/decision-anomalies.ts'
import type { ErrorPattern } from './findings/error-patterns.ts'
import type { SlowSpan } from './findings/slow-spans.ts'
import type { TraceScope } from './source.ts'

/** A session or, where a run has none, that run. */
export type SessionQuery = TraceScope & ({ sessionId: string } | { runId: string })

/** Durations in milliseconds. */
export interface SessionFigures {
  /** Of all runs that have ended, together. */
  latency: number
  /** Oldest first. */
  runs: SessionRun[]
  modelCallCount: number
  /** In the order of events. */
  modelCalls: ModelCall[]
  /** Of all model calls, cached ones included. */
  promptTokens: number
  completionTokens: number
  toolCallCount: number
  /** Calls that have ended or failed. */
  endedToolCallCount: number
  failedToolCallCount: number
  guardrailCount: number
  blockedGuardrailCount: number
}

export interface SessionRun {
  runId: string
  startTime: number
  /** `null` while it goes on. */
  endTime: number | null
}

export interface ModelCall {
  runId: string
  spanId: string
  model: string | null
  promptTokens: number | null
  completionTokens: number | null
  duration: number | null
}

/** What `findings/` see in the events of a session. */
export interface SessionFindings {
  slowSpans: SlowSpan[]
  errorPatterns: ErrorPattern[]
  decisionAnomalies: DecisionAnomaly[]
  /** Events that were looked at. */
  eventCount: number
  /** There are more. */
  isTruncated: boolean
}

/** What a session comes to, made where its events are: they are far more than the answer. */
export interface SessionAnalysis {
  /** Sums of all; at most `listed` runs and as many model calls are listed. */
  sessionFigures(query: SessionQuery, listed: number): Promise<SessionFigures>
  /** Looks at the first `limit` events. */
  sessionFindings(query: SessionQuery, limit: number): Promise<SessionFindings>
}
