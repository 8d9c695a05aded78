import type { FastifyRequest } from 'fastify'

import { accessOf, projectOf } from '../http/access.ts'
import { ApiError } from '../http/api-error.ts'
import { writtenSource } from '../http/trace-scope.ts'
import type { TraceStore } from '../storage/trace-store.ts'
import type { SpanPart } from '../storage/traces/span-parts.ts'

/** Marks runs that a page sent. */
const BY_PAGE = 'browser'

/**
 * A capture key is public: whoever reads it from a page may add runs, and nothing to a run that a
 * server sent. So it writes whole runs, marked as such, and what belongs to a run that is so
 * marked. A secret key's run of the same id takes the mark away, and is then out of reach.
 */
export async function keepForeignRuns(
  traces: Pick<TraceStore, 'runs' | 'upToDate'>,
  request: FastifyRequest,
  parts: readonly SpanPart[],
): Promise<readonly SpanPart[]> {
  const access = accessOf(request)
  if (access.by !== 'key' || access.kind !== 'capture') return parts

  await traces.upToDate()
  const runIds = [...new Set(parts.map(({ runId }) => runId))]
  const { runs } = await traces.runs({
    projectId: projectOf(request),
    sources: [writtenSource(request)],
    runIds,
    page: { limit: runIds.length, offset: 0 },
  })
  const foreign = runs.find(({ framework }) => framework !== BY_PAGE)
  if (foreign) {
    throw new ApiError(
      'CONFLICT',
      `Run ${foreign.runId} was not sent by a page, so a page cannot add to it`,
    )
  }

  const known = new Set(runs.map(({ runId }) => runId))
  for (const part of parts) if (part.kind === 'run') known.add(part.runId)
  const unknown = runIds.find((runId) => !known.has(runId))
  if (unknown !== undefined) {
    throw new ApiError(
      'CONFLICT',
      `Run ${unknown} is not known; a page sends the run before its parts, or with them`,
    )
  }
  return parts.map((part) => (part.kind === 'run' ? { ...part, framework: BY_PAGE } : part))
}
