import type { TimeRange, TraceScope } from './source.ts'

/** Milliseconds. Percentiles are right to 2 % (`duration-sketch.ts`), the rest is exact. */
export interface DurationFigures {
  avg: number | null
  p50: number | null
  p95: number | null
  p99: number | null
}

export interface RunFigures {
  runCount: number
  failedRunCount: number
  promptTokens: number
  promptCachedTokens: number
  completionTokens: number
  cost: number
  /** Of the runs that have ended. */
  duration: DurationFigures
}

export interface FiguresQuery extends TraceScope {
  /** By the begin of the run. */
  range: TimeRange
}

export interface ModelFigures {
  /** The model used, else the one requested, else `unknown`. */
  model: string
  runCount: number
  stepCount: number
  failedStepCount: number
  promptTokens: number
  promptCachedTokens: number
  completionTokens: number
  cost: number
  averageDuration: number | null
}

export interface ToolFigures {
  toolName: string
  callCount: number
  runCount: number
  failedCallCount: number
  duration: DurationFigures
  lastUsed: number
}

/** Everything but the run itself, by its own time: steps, tool calls, events. */
export interface SpanFigures {
  /** Begin of the bucket. */
  time: number
  ok: number
  warn: number
  error_remote: number
  error_proxy: number
  error_auth: number
}

export interface SpanStatistics {
  runCount: number
  bytesIn: number
  bytesOut: number
  duration: DurationFigures
  /** Buckets in which nothing happened are left out. */
  timeline: SpanFigures[]
  /** Most calls first. */
  tools: {
    toolName: string
    callCount: number
    failedCallCount: number
    averageDuration: number | null
  }[]
}

/** Figures from sums that are kept as runs come in: the same cost for a thousand runs and a million. */
export interface AgentFigures {
  runFigures(query: FiguresQuery): Promise<
    RunFigures & {
      /** Sessions with such a run. */
      sessionCount: number
      thumbsUp: number
      thumbsDown: number
    }
  >
  /** In steps of `step` milliseconds (whole hours) from `range.from`; empty ones are left out. */
  runSeries(query: FiguresQuery & { step: number }): Promise<(RunFigures & { time: number })[]>
  /** Most steps first. */
  modelFigures(query: FiguresQuery): Promise<ModelFigures[]>
  /** Most calls first. */
  toolFigures(query: FiguresQuery): Promise<ToolFigures[]>
  /** By the span's own time; `range` and `step` are whole hours. */
  spanStatistics(
    query: FiguresQuery & { step: number; userId?: string | undefined },
  ): Promise<SpanStatistics>
}
