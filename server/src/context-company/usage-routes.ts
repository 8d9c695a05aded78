import Type from 'typebox'

import type { Context } from '../context.ts'
import type { App } from '../http/app.ts'
import { traceScopeOf } from '../http/trace-scope.ts'
import { reference } from '../schemas/reference.ts'
import { isoTime } from './map-time.ts'
import { rangeQuery, readRange } from './read-range.ts'
import { COMMON, READERS } from './readers.ts'
import { companyRefusals } from './schemas/error.ts'
import { CompanyModelsSchema, CompanyToolsSchema } from './schemas/metrics.ts'

export function usageRoutes(app: App, context: Context): void {
  modelsRoute(app, context)
  toolsRoute(app, context)
}

function modelsRoute(app: App, { access, traces, now }: Context): void {
  app.get(
    '/v1/models',
    {
      onRequest: access.require(...READERS),
      schema: {
        ...COMMON,
        summary: 'Which models the runs of a range of time used',
        querystring: Type.Object(rangeQuery),
        response: { ...companyRefusals, 200: reference(CompanyModelsSchema) },
      },
    },
    async (request) => {
      const range = readRange(request.query, now())
      const models = await traces.modelFigures({ ...traceScopeOf(request, 'prod'), range })
      const steps = models.reduce((sum, { stepCount }) => sum + stepCount, 0)
      return {
        models: models.map((each) => ({
          model: each.model,
          run_count: each.runCount,
          step_count: each.stepCount,
          error_count: each.failedStepCount,
          prompt_tokens: each.promptTokens,
          prompt_cached_tokens: each.promptCachedTokens,
          completion_tokens: each.completionTokens,
          total_tokens: each.promptTokens + each.completionTokens,
          cost: each.cost,
          avg_duration_ms: each.averageDuration,
          share: steps === 0 ? 0 : each.stepCount / steps,
        })),
      }
    },
  )
}

function toolsRoute(app: App, { access, traces, now }: Context): void {
  app.get(
    '/v1/tools',
    {
      onRequest: access.require(...READERS),
      schema: {
        ...COMMON,
        summary: 'Which tools the runs of a range of time called',
        querystring: Type.Object(rangeQuery),
        response: { ...companyRefusals, 200: reference(CompanyToolsSchema) },
      },
    },
    async (request) => {
      const range = readRange(request.query, now())
      const tools = await traces.toolFigures({ ...traceScopeOf(request, 'prod'), range })
      return {
        tools: tools.map((each) => ({
          tool_name: each.toolName,
          call_count: each.callCount,
          run_count: each.runCount,
          error_count: each.failedCallCount,
          error_rate: each.callCount === 0 ? 0 : each.failedCallCount / each.callCount,
          avg_duration_ms: each.duration.avg,
          p95_duration_ms: each.duration.p95,
          last_used: isoTime(each.lastUsed),
        })),
      }
    },
  )
}
