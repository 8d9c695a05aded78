import Type from 'typebox'

import type { Context } from '../context.ts'
import type { App } from '../http/app.ts'
import { reference } from '../schemas/reference.ts'
import { mapGeneration } from './map-generation.ts'
import { pageQuery, readPage } from './paging.ts'
import { rangeQuery, readRange } from './read-range.ts'
import { READERS, scopeOf, TAGS } from './readers.ts'
import { sessionTracesRefusals } from './schemas/error.ts'
import { GenerationListSchema } from './schemas/generation.ts'

export function generationsRoute(app: App, context: Context): void {
  const { access, traces, now } = context
  app.get(
    '/api/projects/:projectId/sessions/generations',
    {
      onRequest: access.require(...READERS),
      schema: {
        summary: 'Requests to models in all sessions, newest first',
        tags: TAGS,
        params: Type.Object({ projectId: Type.String() }),
        querystring: Type.Object({
          ...pageQuery,
          model: Type.Optional(Type.String({ minLength: 1, description: 'By its exact name.' })),
          ...rangeQuery,
        }),
        response: { ...sessionTracesRefusals, 200: reference(GenerationListSchema) },
      },
    },
    async (request) => {
      const { query } = request
      const scope = await scopeOf(request, context, request.params.projectId)
      const page = readPage(query)
      const { events, total } = await traces.traceEvents({
        ...scope,
        types: ['llm_call'],
        model: query.model,
        range: readRange(query, now()),
        newestFirst: true,
        page,
      })
      return { success: true as const, total, ...page, generations: events.map(mapGeneration) }
    },
  )
}
