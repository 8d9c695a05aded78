import type { PatternStore } from '../storage/traces/pattern-store.ts'
import { matchPatterns } from './patterns/match-patterns.ts'
import type { Pattern } from './patterns/pattern.ts'
import { projectPatterns } from './patterns/project-patterns.ts'

/** Parts of a run come one after another; judging it after each would be in vain. Milliseconds. */
const SETTLE_TIME = 1000
/** So many at once, that a busy hour is neither held in memory nor asked for run by run. */
const RUNS_AT_ONCE = 50

/** Looks at a piece of the runs that have changed; whether there may be more. */
export async function analyseRuns(traces: PatternStore, now: () => number): Promise<boolean> {
  const runs = await traces.runsToAnalyse(RUNS_AT_ONCE, now() - SETTLE_TIME)
  const known = new Map<string, readonly Pattern[]>()

  for (const { projectId, source, run, before, revision } of runs) {
    const patterns = known.get(projectId) ?? (await projectPatterns(traces, projectId))
    known.set(projectId, patterns)
    const matches = matchPatterns({ run, before }, { patterns, matchedAt: now() })
    await traces.saveMatches({ projectId, source, runId: run.runId, revision }, matches)
  }
  return runs.length === RUNS_AT_ONCE
}
