import { ApiError } from '../../api-error.ts'
import { askAgents, queryOf } from '../agent-api.ts'
import type { RunDetail, Source } from '../agent-types.ts'

interface Wanted {
  runId: string
  /** Without it both are looked into. */
  source: Source | undefined
}

/** A run with all that it did. Rejects with `not-found`. */
export async function loadRun(
  projectId: string,
  { runId, source }: Wanted,
  signal: AbortSignal,
): Promise<RunDetail> {
  const ask = async (source: Source) => {
    const path = `runs/${encodeURIComponent(runId)}?${queryOf({ source })}`
    const { run } = await askAgents<{ run: RunDetail }>(projectId, path, { signal })
    return run
  }

  try {
    return await ask(source ?? 'prod')
  } catch (error) {
    const isElsewhere = error instanceof ApiError && error.code === 'not-found' && !source
    if (isElsewhere) return ask('dev')
    throw error
  }
}
