import { askAgents, queryOf } from '../agent-api.ts'
import type { Paged, RunSummary, Source } from '../agent-types.ts'
import { isFiltered, type RunFilter } from './run-filter.ts'

export interface RunListing {
  runs: RunSummary[]
  total: number
  pages: number
  /** How many runs there are at all; only when none was found. */
  ever?: { [source in Source]: number }
}

type RunPage = Paged & { runs: RunSummary[] }

const RUNS_PER_PAGE = 50

export async function loadRuns(
  projectId: string,
  filter: RunFilter,
  signal: AbortSignal,
): Promise<RunListing> {
  const { source, range, status, agent, user, org, session, text, page } = filter
  const query = queryOf({
    source,
    range,
    status,
    agent,
    userId: user,
    orgId: org,
    session_id: session,
    text,
    limit: RUNS_PER_PAGE,
    offset: (page - 1) * RUNS_PER_PAGE,
  })
  const { runs, total } = await askAgents<RunPage>(projectId, `runs?${query}`, { signal })
  const pages = Math.max(1, Math.ceil(total / RUNS_PER_PAGE))
  if (total > 0 || isFiltered(filter)) return { runs, total, pages }

  const [dev, prod] = await Promise.all([
    countEver(projectId, 'dev', signal),
    countEver(projectId, 'prod', signal),
  ])
  return { runs, total, pages, ever: { dev, prod } }
}

async function countEver(projectId: string, source: Source, signal: AbortSignal): Promise<number> {
  const query = queryOf({ source, from: 0, to: Date.now(), limit: 1 })
  const { total } = await askAgents<RunPage>(projectId, `runs?${query}`, { signal })
  return total
}
