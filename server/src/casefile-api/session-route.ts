import Type from 'typebox'

import type { Context } from '../context.ts'
import type { App } from '../http/app.ts'
import { findSession } from '../http/find-resource.ts'
import { refusals } from '../schemas/error.ts'
import { reference } from '../schemas/reference.ts'
import { FoundReportSchema } from '../schemas/search.ts'

/** Few sessions have more than one. */
const MOST_REPORTS = 20

export function sessionRoute(app: App, { access, meta }: Context): void {
  app.get(
    '/api/casefile/v1/sessions/:id',
    {
      onRequest: access.require('project', 'inbox'),
      schema: {
        summary: 'A session, with what people reported in it',
        tags: ['Casefile'],
        params: Type.Object({ id: Type.String() }),
        response: {
          ...refusals,
          200: Type.Object(
            {
              sessionId: Type.String({ format: 'uuid' }),
              projectId: Type.String({ format: 'uuid' }),
              createdAt: Type.String({ format: 'date-time' }),
              reports: Type.Array(reference(FoundReportSchema), {
                description: `The newest ${MOST_REPORTS}, newest first.`,
              }),
            },
            { description: 'The session.' },
          ),
        },
      },
    },
    async (request) => {
      const { sessionId, projectId, createdAt } = await findSession(
        request,
        meta,
        request.params.id,
      )
      const reports = await meta.issuesOfSession(sessionId, MOST_REPORTS)
      return {
        sessionId,
        projectId,
        createdAt: new Date(createdAt).toISOString(),
        reports: reports.map(({ createdAt, ...report }) => {
          return { ...report, createdAt: new Date(createdAt).toISOString() }
        }),
      }
    },
  )
}
