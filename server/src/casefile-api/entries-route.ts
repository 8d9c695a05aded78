import Type from 'typebox'

import { removedUntil } from '../care/retention/removed-until.ts'
import type { Context } from '../context.ts'
import { ApiError } from '../http/api-error.ts'
import type { App } from '../http/app.ts'
import { findSession } from '../http/find-resource.ts'
import { refusals } from '../schemas/error.ts'
import { logEntry } from '../schemas/log-entry.ts'
import { nullable } from '../schemas/reference.ts'
import { CursorError } from '../storage/event-store.ts'
import { readTime } from './read-time.ts'

export function entriesRoute(app: App, { access, events, meta }: Context): void {
  app.get(
    '/api/casefile/v1/sessions/:id/entries',
    {
      onRequest: access.require('project', 'inbox'),
      schema: {
        summary: 'The entries of a session, oldest first, a page at a time',
        tags: ['Casefile'],
        params: Type.Object({ id: Type.String() }),
        querystring: Type.Object({
          limit: Type.Integer({ minimum: 1, maximum: 1000, default: 200 }),
          cursor: Type.Optional(
            Type.String({ maxLength: 100, description: '`nextCursor` of the page before.' }),
          ),
          until: Type.Optional(
            Type.String({ format: 'date-time', description: 'Only what happened up to here.' }),
          ),
        }),
        response: {
          ...refusals,
          200: Type.Object(
            {
              entries: Type.Array(logEntry),
              nextCursor: nullable(Type.String()),
              removedUntil: nullable(
                Type.String({
                  format: 'date-time',
                  description:
                    'Entries received before this moment were removed by age, some of this session perhaps among them; null when none can be. Issues keep those that led to them.',
                }),
              ),
            },
            { description: 'One page of the entries.' },
          ),
        },
      },
    },
    async (request) => {
      const { limit, cursor, until } = request.query
      const session = await findSession(request, meta, request.params.id)
      const range = {
        sessionId: session.sessionId,
        sessionCreatedAt: session.createdAt,
        until: readTime(until, 'until'),
      }
      try {
        const [page, removed] = await Promise.all([
          events.page(range, { limit, cursor }),
          removedUntil(meta, session),
        ])
        return {
          ...page,
          removedUntil: removed === undefined ? null : new Date(removed).toISOString(),
        }
      } catch (error) {
        if (error instanceof CursorError) throw new ApiError('VALIDATION_ERROR', error.message)
        throw error
      }
    },
  )
}
