import Type from 'typebox'

import type { Context } from '../context.ts'
import { productionOnly } from '../http/access.ts'
import { ApiError } from '../http/api-error.ts'
import type { App } from '../http/app.ts'
import { findProject } from '../http/find-resource.ts'
import { refusals } from '../schemas/error.ts'
import { reference } from '../schemas/reference.ts'
import { SearchResultSchema } from '../schemas/search.ts'
import { CursorError } from '../storage/event-store.ts'
import { NOTABLE_KINDS } from '../storage/read-notable.ts'
import { readTime } from './read-time.ts'

/** Reports are few; who looks for more of them says more words. */
const MOST_REPORTS = 20

export function searchRoute(app: App, { access, events, meta }: Context): void {
  app.get(
    '/api/casefile/v1/projects/:id/search',
    {
      onRequest: [access.require('project', 'inbox', 'mcp'), productionOnly],
      schema: {
        summary: 'Errors, warnings, failed requests and reports by their words, newest first',
        tags: ['Casefile'],
        params: Type.Object({ id: Type.String() }),
        querystring: Type.Object({
          text: Type.Optional(
            Type.String({
              maxLength: 300,
              description:
                'Words that all occur, the last one perhaps unfinished; "in quotes" they stand together.',
            }),
          ),
          kind: Type.Optional(
            Type.Enum([...NOTABLE_KINDS], { description: 'Default: all, and reports.' }),
          ),
          from: Type.Optional(Type.String({ format: 'date-time' })),
          to: Type.Optional(Type.String({ format: 'date-time' })),
          limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
          cursor: Type.Optional(
            Type.String({ maxLength: 100, description: '`nextCursor` of the page before.' }),
          ),
        }),
        response: {
          ...refusals,
          200: reference(
            SearchResultSchema,
            'Entries and reports that were found, newest arrivals first.',
          ),
        },
      },
    },
    async (request) => {
      const { text, kind, from, to, limit, cursor } = request.query
      const { projectId } = await findProject(request, meta, request.params.id)
      const range = { from: readTime(from, 'from'), to: readTime(to, 'to') }
      const isFirstPage = cursor === undefined
      const wantsReports = isFirstPage && kind === undefined && text !== undefined

      const [reports, found] = await Promise.all([
        wantsReports ? meta.searchIssues(projectId, { text, limit: MOST_REPORTS }) : [],
        events
          .search({
            projectId,
            text,
            kinds: kind ? [kind] : NOTABLE_KINDS,
            ...range,
            limit,
            cursor,
          })
          .catch((error: unknown) => {
            if (error instanceof CursorError) throw new ApiError('VALIDATION_ERROR', error.message)
            throw error
          }),
      ])
      return {
        reports: reports.map(({ createdAt, ...report }) => {
          return { ...report, createdAt: new Date(createdAt).toISOString() }
        }),
        hits: found.hits.map(({ time, ...hit }) => {
          return { ...hit, time: new Date(time).toISOString() }
        }),
        nextCursor: found.nextCursor,
      }
    },
  )
}
