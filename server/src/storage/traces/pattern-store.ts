import type { PatternMatch, RunDetail, RunSummary } from './run-reader.ts'
import type { TimeRange, TraceScope, TraceSource } from './source.ts'

/** A pattern that a project has defined for itself. */
export interface PatternDefinition {
  /** Kebab case, at most 50 characters. */
  slug: string
  name: string
  description: string
  enabled: boolean
  /** Which runs are looked at, and by what; its shape is `agent-analysis`'s. */
  definition: { [key: string]: unknown }
  updatedAt: number
}

export interface PatternFigures {
  slug: string
  runCount: number
  sessionCount: number
  userCount: number
  firstSeen: number
  lastSeen: number
}

/** A run to be looked at, with the runs of its session that began before it, oldest first. */
export interface RunToAnalyse {
  projectId: string
  source: TraceSource
  run: RunDetail
  /** At most ten. */
  before: RunSummary[]
  /** Changes when a part of the run does; handed back, so that a part that came meanwhile is not missed. */
  revision: number
}

export interface PatternStore {
  /** Runs that have changed since they were last looked at and rest since `settledBefore`, oldest first. */
  runsToAnalyse(limit: number, settledBefore: number): Promise<RunToAnalyse[]>
  /** Replaces what was matched in the run before. */
  saveMatches(
    run: { projectId: string; source: TraceSource; runId: string; revision: number },
    matches: readonly PatternMatch[],
  ): Promise<void>
  /** Has the runs that began since then looked at again; how many there are. */
  analyseAgainSince(projectId: string, since: number): Promise<number>
  /** By the begin of the run; patterns that matched nothing are left out. */
  patternFigures(query: TraceScope & { range: TimeRange }): Promise<PatternFigures[]>
  /** What these runs show the pattern by; runs that do not are left out. */
  patternMatches(
    scope: TraceScope,
    slug: string,
    runIds: readonly string[],
  ): Promise<(PatternMatch & { runId: string })[]>
  patternDefinitions(projectId: string): Promise<PatternDefinition[]>
  savePatternDefinition(projectId: string, definition: PatternDefinition): Promise<void>
  /** Removes it with its matches; whether there was one. */
  removePatternDefinition(projectId: string, slug: string): Promise<boolean>
}
