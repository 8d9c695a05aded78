import Type from 'typebox'

import type { Context } from '../context.ts'
import type { App } from '../http/app.ts'
import { findProject, findSession } from '../http/find-resource.ts'
import { refusals } from '../schemas/error.ts'
import { reference } from '../schemas/reference.ts'
import { VisitSchema } from '../schemas/visit.ts'
import { readVisit } from './read-visit.ts'

export function sessionRoute(app: App, context: Context): void {
  byIdRoute(app, context)
  byExternalIdRoute(app, context)
}

function byIdRoute(app: App, context: Context): void {
  const { access, meta } = context
  app.get(
    '/api/casefile/v1/sessions/:id',
    {
      onRequest: access.require('project', 'inbox'),
      schema: {
        summary: 'A session, with what people reported in it',
        tags: ['Casefile'],
        params: Type.Object({ id: Type.String() }),
        response: { ...refusals, 200: reference(VisitSchema, 'The session.') },
      },
    },
    async (request) => readVisit(context, await findSession(request, meta, request.params.id)),
  )
}

function byExternalIdRoute(app: App, context: Context): void {
  const { access, meta } = context
  app.get(
    '/api/casefile/v1/projects/:id/sessions',
    {
      onRequest: access.require('project', 'inbox'),
      schema: {
        summary: 'The session that a client has given an id of its own',
        tags: ['Casefile'],
        params: Type.Object({ id: Type.String() }),
        querystring: Type.Object({
          externalSessionId: Type.String({
            minLength: 1,
            maxLength: 255,
            description: 'The client’s own id: of a run its `session_id`.',
          }),
        }),
        response: {
          ...refusals,
          200: Type.Object(
            { sessions: Type.Array(reference(VisitSchema)) },
            { description: 'One session, or none.' },
          ),
        },
      },
    },
    async (request) => {
      const { projectId } = await findProject(request, meta, request.params.id)
      const found = await meta.sessionByExternalId(projectId, request.query.externalSessionId)
      return { sessions: found ? [await readVisit(context, found)] : [] }
    },
  )
}
