import type { FastifyRequest } from 'fastify'

import type { KeyScope } from '../keys/key-kinds.ts'
import type { TraceScope, TraceSource } from '../storage/traces/source.ts'
import { accessOf } from './access.ts'
import { ApiError } from './api-error.ts'

const SOURCES: { [Scope in KeyScope]: readonly TraceSource[] } = {
  dev: ['dev'],
  prod: ['prod'],
  both: ['dev', 'prod'],
}

/** The inbox sees every project, and the APIs of agent runs know a project by its key alone. */
export const PROJECT_HEADER = 'x-casefile-project'

/**
 * Which runs a request may see. With `source` only those, and 403 when its key does not reach
 * them; somebody in the inbox says the project with `x-casefile-project`.
 */
export function traceScopeOf(request: FastifyRequest, source?: TraceSource): TraceScope {
  const access = accessOf(request)
  if (access.by === 'inbox') {
    return { projectId: projectFromHeader(request), sources: source ? [source] : SOURCES.both }
  }

  const sources = SOURCES[access.scope ?? 'both']
  if (source && !sources.includes(source)) {
    throw new ApiError(
      'FORBIDDEN',
      `This key has scope ${access.scope} and cannot read ${source} data. Use a key with scope ${source} or both.`,
    )
  }
  return { projectId: access.projectId, sources: source ? [source] : sources }
}

/** The same where the address names the project, which `findProject` has found. */
export function traceScopeIn(request: FastifyRequest, projectId: string): TraceScope {
  const access = accessOf(request)
  const scope = access.by === 'inbox' ? 'both' : (access.scope ?? 'both')
  return { projectId, sources: SOURCES[scope] }
}

/** The source that an ingest key writes: its scope; of other keys `prod`. */
export function writtenSource(request: FastifyRequest): TraceSource {
  const access = accessOf(request)
  return access.by === 'key' && access.scope === 'dev' ? 'dev' : 'prod'
}

function projectFromHeader({ headers }: FastifyRequest): string {
  const projectId = headers[PROJECT_HEADER]
  if (typeof projectId === 'string' && projectId !== '') return projectId
  throw new ApiError(
    'VALIDATION_ERROR',
    `Say which project is meant with the header ${PROJECT_HEADER}, or use a key of it`,
  )
}
