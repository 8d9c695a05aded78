import { askAgents, queryOf } from '../agent-api.ts'
import type { Paged, RunDetail, RunSummary } from '../agent-types.ts'

export interface MatchedRun extends RunSummary {
  /** The words it was seen by. */
  evidence: string
  matched_at: string
  /** 0 to 1. */
  confidence: number
}

export interface PatternRuns extends Paged {
  pattern: { slug: string; name: string }
  runs: MatchedRun[]
}

interface Match {
  slug: string
  name: string
  evidence: string
  confidence: number
}

/** By what each pattern of a run was seen. The API tells it of a pattern's runs, in production. */
export async function loadMatches(
  projectId: string,
  run: RunDetail,
  signal: AbortSignal,
): Promise<Match[]> {
  if (run.source !== 'prod') return []
  const began = Math.floor(Date.parse(run.start_time))
  // Only runs that began in the same millisecond.
  const query = queryOf({ from: began, to: began + 1, limit: 200 })

  const found = await Promise.all(
    run.patterns.map(async (slug) => {
      const path = `patterns/${encodeURIComponent(slug)}/runs?${query}`
      const { pattern, runs } = await askAgents<PatternRuns>(projectId, path, { signal })
      const match = runs.find(({ run_id: runId }) => runId === run.run_id)
      return match && { ...pattern, evidence: match.evidence, confidence: match.confidence }
    }),
  )
  return found.filter((match) => match !== undefined)
}
