import Type from 'typebox'

import type { Context } from '../context.ts'
import { ApiError } from '../http/api-error.ts'
import type { App } from '../http/app.ts'
import { traceScopeOf } from '../http/trace-scope.ts'
import { reference } from '../schemas/reference.ts'
import { mapRun, mapRunDetail } from './map-run.ts'
import { pageOf, pageQuery, pageSchema } from './paging.ts'
import { ownerQuery, readOwner } from './read-filters.ts'
import { rangeQuery, readRange } from './read-range.ts'
import { COMMON, READERS } from './readers.ts'
import { companyRefusals } from './schemas/error.ts'
import { status } from './schemas/fields.ts'
import { CompanyRunDetailSchema, CompanyRunSchema } from './schemas/run.ts'

const source = Type.Enum(['dev', 'prod'], { description: 'By the key the run was sent with.' })

export function runRoutes(app: App, context: Context): void {
  listRoute(app, context)
  detailRoute(app, context)
}

function listRoute(app: App, { access, traces, now }: Context): void {
  app.get(
    '/v1/runs',
    {
      onRequest: access.require(...READERS),
      schema: {
        ...COMMON,
        summary: 'Runs that began in a range of time, newest first',
        querystring: Type.Object({
          source,
          ...rangeQuery,
          ...pageQuery,
          status: Type.Optional({ ...status, description: 'Only with `source=prod`.' }),
          session_id: Type.Optional(
            Type.String({ minLength: 1, description: 'Only with `source=prod`.' }),
          ),
          ...ownerQuery,
          text: Type.Optional(
            Type.String({
              minLength: 1,
              maxLength: 300,
              description:
                'Words that all occur in prompt, answer or status message, in any case. An extension.',
            }),
          ),
        }),
        response: {
          ...companyRefusals,
          200: pageSchema({ runs: Type.Array(reference(CompanyRunSchema)) }, 'One page of runs.'),
        },
      },
    },
    async (request) => {
      const { query } = request
      const { source, limit, offset, session_id: sessionId } = query
      if (source === 'dev') refuseOnDev(query)
      const { runs, total } = await traces.runs({
        ...traceScopeOf(request, source),
        range: readRange(query, now()),
        statusCode: query.status && (query.status === 'error' ? 2 : 0),
        sessionId,
        text: query.text,
        ...readOwner(query),
        page: { limit, offset },
      })
      return { runs: runs.map(mapRun), ...pageOf(query, { total, shown: runs.length }) }
    },
  )
}

function detailRoute(app: App, { access, traces }: Context): void {
  app.get(
    '/v1/runs/:runId',
    {
      onRequest: access.require(...READERS),
      schema: {
        ...COMMON,
        summary: 'A run with all its steps and tool calls',
        params: Type.Object({ runId: Type.String() }),
        querystring: Type.Object({ source }),
        response: {
          ...companyRefusals,
          200: Type.Object(
            { run: reference(CompanyRunDetailSchema) },
            { description: 'The run, whole.' },
          ),
        },
      },
    },
    async (request) => {
      const { runId } = request.params
      const run = await traces.run(traceScopeOf(request, request.query.source), runId)
      if (run) return { run: mapRunDetail(run) }
      throw new ApiError('NOT_FOUND', `There is no ${request.query.source} run ${runId}`)
    },
  )
}

/** The API offers them for production data alone. */
function refuseOnDev(query: { status?: string; session_id?: string }): void {
  for (const name of ['status', 'session_id'] as const) {
    if (query[name] === undefined) continue
    throw new ApiError('VALIDATION_ERROR', `${name} is only supported for source=prod`)
  }
}
