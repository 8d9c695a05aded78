import type { AgentFigures } from './traces/agent-figures.ts'
import type { AgentSessionReader } from './traces/agent-session-reader.ts'
import type { FailureStore } from './traces/failure-store.ts'
import type { FeedbackStore } from './traces/feedback-store.ts'
import type { InsightStore } from './traces/insight-store.ts'
import type { PatternStore } from './traces/pattern-store.ts'
import type { RunReader } from './traces/run-reader.ts'
import type { SessionAnalysis } from './traces/session-analysis.ts'
import type { TraceSource } from './traces/source.ts'
import type { SpanPart } from './traces/span-parts.ts'
import type { TraceEventReader } from './traces/trace-event-reader.ts'

export interface PartBatch {
  projectId: string
  source: TraceSource
  parts: readonly SpanPart[]
  receivedAt: number
}

/**
 * Runs of agents with their steps, tool calls and events. Other than log entries they change:
 * parts come late, twice and in any order, and every figure follows them. Everything is
 * asynchronous, so that an adapter may live in another thread or on another machine.
 */
export interface TraceStore
  extends
    RunReader,
    TraceEventReader,
    AgentSessionReader,
    SessionAnalysis,
    AgentFigures,
    FeedbackStore,
    FailureStore,
    PatternStore,
    InsightStore {
  /** Resolves when all of it is on disk. Parts of a run that is not known yet are kept for it. */
  appendParts(batch: PartBatch): Promise<void>
  /**
   * Removes runs of which nothing has come since then, known or not; how many. By receipt, as
   * entries go: what somebody sends today of an old run stays as long as what happened today.
   */
  dropRunsBefore(time: number, limit: number): Promise<number>
  /** How many that would remove. */
  countRunsBefore(time: number): Promise<number>
  /** How many batches that could not be taken in name one of these. */
  countRefused(projectId: string, names: readonly string[]): Promise<number>
  /**
   * Resolves when all that was acknowledged can be read. For who decides by what it reads; rejects
   * with a `StoreBusyError` when that takes long.
   */
  upToDate(): Promise<void>
  /** Removes the runs of these sessions, or of these users, for good; how many. */
  eraseRuns(
    projectId: string,
    of: { sessionIds?: readonly string[]; userIds?: readonly string[] },
  ): Promise<number>
  close(): Promise<void>
}
