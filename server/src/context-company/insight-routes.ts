import Type from 'typebox'

import type { Context } from '../context.ts'
import { ApiError } from '../http/api-error.ts'
import type { App } from '../http/app.ts'
import { traceScopeOf } from '../http/trace-scope.ts'
import { reference } from '../schemas/reference.ts'
import { mapInsight, mapInsightDetail } from './map-insight.ts'
import { pageOf, pageQuery, pageSchema } from './paging.ts'
import { COMMON, READERS } from './readers.ts'
import { companyRefusals } from './schemas/error.ts'
import { CompanyInsightDetailSchema, CompanyInsightSchema } from './schemas/insight.ts'

export function insightRoutes(app: App, context: Context): void {
  listRoute(app, context)
  detailRoute(app, context)
}

function listRoute(app: App, { access, traces }: Context): void {
  app.get(
    '/v1/insights',
    {
      onRequest: access.require(...READERS),
      schema: {
        ...COMMON,
        summary: 'What stood out week by week, newest first',
        querystring: Type.Object(pageQuery),
        response: {
          ...companyRefusals,
          200: pageSchema(
            { insights: Type.Array(reference(CompanyInsightSchema)) },
            'One page of the insights.',
          ),
        },
      },
    },
    async (request) => {
      const { query } = request
      const { projectId } = traceScopeOf(request, 'prod')
      const { insights, total } = await traces.insights(projectId, {
        limit: query.limit,
        offset: query.offset,
      })
      const page = pageOf(query, { total, shown: insights.length })
      return { insights: insights.map(mapInsight), ...page }
    },
  )
}

function detailRoute(app: App, { access, traces }: Context): void {
  app.get(
    '/v1/insights/:insightId',
    {
      onRequest: access.require(...READERS),
      schema: {
        ...COMMON,
        summary: 'A week, compared with the one before',
        params: Type.Object({ insightId: Type.String() }),
        response: {
          ...companyRefusals,
          200: Type.Object(
            { insight: reference(CompanyInsightDetailSchema) },
            { description: 'The insight, whole.' },
          ),
        },
      },
    },
    async (request) => {
      const { insightId } = request.params
      const { projectId } = traceScopeOf(request, 'prod')
      const insight = await traces.insight(projectId, insightId)
      if (insight) return { insight: mapInsightDetail(insight) }
      throw new ApiError('NOT_FOUND', `There is no insight ${insightId}`)
    },
  )
}
