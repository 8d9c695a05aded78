import Type from 'typebox'

import type { Context } from '../context.ts'
import { ApiError } from '../http/api-error.ts'
import type { App } from '../http/app.ts'
import { findProject } from '../http/find-resource.ts'
import { refusals } from '../schemas/error.ts'
import { FAILURE_STATUSES } from '../storage/traces/failure-store.ts'

const status = Type.Enum([...FAILURE_STATUSES])

/** The documented API reads what becomes of a failure, and has no word for deciding it. */
export function failureStatusRoute(app: App, { access, meta, traces }: Context): void {
  app.put(
    '/api/casefile/v1/projects/:id/failures/:failureId/status',
    {
      bodyLimit: 1024,
      onRequest: access.require('project', 'inbox'),
      schema: {
        summary: 'Resolve a failure of agent runs, ignore it, or take that back',
        description:
          'A new event makes a resolved failure active again; an ignored one stays ignored.',
        tags: ['Casefile'],
        params: Type.Object({ id: Type.String(), failureId: Type.String() }),
        body: Type.Object({ status }, { examples: [{ status: 'resolved' }] }),
        response: {
          ...refusals,
          200: Type.Object(
            { failureId: Type.String(), status },
            { description: 'The failure has this status.' },
          ),
        },
      },
    },
    async (request) => {
      const { id, failureId } = request.params
      const { projectId } = await findProject(request, meta, id)
      const isThere = await traces.setFailureStatus(projectId, failureId, request.body.status)
      if (!isThere) throw new ApiError('NOT_FOUND', `There is no failure ${failureId}`)
      return { failureId, status: request.body.status }
    },
  )
}
