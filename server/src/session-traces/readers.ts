import type { FastifyRequest } from 'fastify'

import type { Context } from '../context.ts'
import type { Allowed } from '../http/access.ts'
import { findProject } from '../http/find-resource.ts'
import { traceScopeIn } from '../http/trace-scope.ts'
import type { TraceScope } from '../storage/traces/source.ts'

/** Who may ask. */
export const READERS: readonly Allowed[] = ['read', 'project', 'inbox']

export const TAGS = ['Session traces']

/** What may be read of the project in the address; 404 when that is not the key's. */
export async function scopeOf(
  request: FastifyRequest,
  { meta }: Pick<Context, 'meta'>,
  id: string,
): Promise<TraceScope> {
  const { projectId } = await findProject(request, meta, id)
  return traceScopeIn(request, projectId)
}
