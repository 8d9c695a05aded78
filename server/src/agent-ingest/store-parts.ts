import type { FastifyRequest } from 'fastify'

import { analyseForRuns } from '../analysis/analyse-for-runs.ts'
import type { Context } from '../context.ts'
import { projectOf } from '../http/access.ts'
import { writtenSource } from '../http/trace-scope.ts'
import { countAccepted } from '../outcomes/count-accepted.ts'
import type { SpanPart } from '../storage/traces/span-parts.ts'
import { keepForeignRuns } from './keep-foreign-runs.ts'

/** Takes in what a mapper has read from a body: within the limits, scrubbed, stored, counted. */
export async function storeParts(
  context: Context,
  request: FastifyRequest,
  parts: readonly SpanPart[],
): Promise<void> {
  const { now, outcomes, scrub, spanLimits, traces, wakeAnalyst } = context
  const projectId = projectOf(request)
  const source = writtenSource(request)
  request.spanCount = parts.length
  spanLimits.admit(request, parts.length)
  if (parts.length === 0) return

  const kept = await keepForeignRuns(traces, request, parts)
  await scrub.parts(projectId, kept)
  const receivedAt = now()
  await traces.appendParts({ projectId, source, parts: kept, receivedAt })
  wakeAnalyst()
  await analyseForRuns(context, { projectId, parts: kept, receivedAt })
  countAccepted(outcomes, { projectId, item: 'spans', count: kept.length })
}
