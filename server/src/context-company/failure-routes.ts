import Type from 'typebox'

import type { Context } from '../context.ts'
import { ApiError } from '../http/api-error.ts'
import type { App } from '../http/app.ts'
import { traceScopeOf } from '../http/trace-scope.ts'
import { reference } from '../schemas/reference.ts'
import { mapFailure, mapFailureDetail } from './map-failure.ts'
import { rangeQuery, readRange } from './read-range.ts'
import { COMMON, READERS } from './readers.ts'
import { companyRefusals } from './schemas/error.ts'
import {
  CompanyFailureDetailSchema,
  CompanyFailureSchema,
  entityType,
  failureStatus,
} from './schemas/failure.ts'
import { count } from './schemas/fields.ts'

const DAY = 24 * 60 * 60_000

const ORDERS = { events: 'events', first_seen: 'firstSeen', last_seen: 'lastSeen' } as const

export function failureRoutes(app: App, context: Context): void {
  listRoute(app, context)
  detailRoute(app, context)
}

function listRoute(app: App, { access, traces, now }: Context): void {
  app.get(
    '/v1/failures',
    {
      onRequest: access.require(...READERS),
      schema: {
        ...COMMON,
        summary: 'What failed in a range of time, like with like',
        querystring: Type.Object({
          ...rangeQuery,
          order_by: Type.Enum(['events', 'first_seen', 'last_seen'], { default: 'last_seen' }),
          direction: Type.Enum(['asc', 'desc'], { default: 'desc' }),
          entity_type: Type.Optional(entityType),
          status: Type.Optional(failureStatus),
        }),
        response: {
          ...companyRefusals,
          200: Type.Object(
            { failures: Type.Array(reference(CompanyFailureSchema)), total: count },
            { description: 'All of them.' },
          ),
        },
      },
    },
    async (request) => {
      const { query } = request
      const failures = await traces.failures({
        ...traceScopeOf(request, 'prod'),
        range: readRange(query, now()),
        entityType: query.entity_type,
        status: query.status,
        order: ORDERS[query.order_by],
        direction: query.direction,
      })
      return { failures: failures.map(mapFailure), total: failures.length }
    },
  )
}

function detailRoute(app: App, { access, traces }: Context): void {
  app.get(
    '/v1/failures/:failureId',
    {
      onRequest: access.require(...READERS),
      schema: {
        ...COMMON,
        summary: 'A failure over all time, with its latest events',
        params: Type.Object({ failureId: Type.String() }),
        response: {
          ...companyRefusals,
          200: Type.Object(
            { failure: reference(CompanyFailureDetailSchema) },
            { description: 'The failure, whole.' },
          ),
        },
      },
    },
    async (request) => {
      const { failureId } = request.params
      const failure = await traces.failure(traceScopeOf(request, 'prod'), failureId, DAY)
      if (failure) return { failure: mapFailureDetail(failure) }
      throw new ApiError('NOT_FOUND', `There is no failure ${failureId}`)
    },
  )
}
