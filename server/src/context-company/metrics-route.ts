import Type from 'typebox'

import type { Context } from '../context.ts'
import type { App } from '../http/app.ts'
import { traceScopeOf } from '../http/trace-scope.ts'
import { reference } from '../schemas/reference.ts'
import type { RunFigures } from '../storage/traces/agent-figures.ts'
import { isoTime } from './map-time.ts'
import { rangeQuery, readRange } from './read-range.ts'
import { COMMON, READERS } from './readers.ts'
import { companyRefusals } from './schemas/error.ts'
import { CompanyMetricsSchema } from './schemas/metrics.ts'
import { fillSteps, stepOf } from './steps.ts'

export function metricsRoute(app: App, { access, traces, now }: Context): void {
  app.get(
    '/v1/metrics',
    {
      onRequest: access.require(...READERS),
      schema: {
        ...COMMON,
        summary: 'How many runs, how long, how many tokens and at what cost',
        querystring: Type.Object(rangeQuery),
        response: { ...companyRefusals, 200: reference(CompanyMetricsSchema) },
      },
    },
    async (request) => {
      const range = readRange(request.query, now())
      const scope = traceScopeOf(request, 'prod')
      const step = stepOf(range)
      const [figures, series] = await Promise.all([
        traces.runFigures({ ...scope, range }),
        traces.runSeries({ ...scope, range, step }),
      ])

      const steps = fillSteps(series, { range, step, empty: (time) => ({ time, ...NOTHING }) })
      return {
        metrics: mapFigures(figures),
        timeseries: steps.map(mapStep),
        from: isoTime(range.from),
        to: isoTime(range.to),
      }
    },
  )
}

const NOTHING: RunFigures = {
  runCount: 0,
  failedRunCount: 0,
  promptTokens: 0,
  promptCachedTokens: 0,
  completionTokens: 0,
  cost: 0,
  duration: { avg: null, p50: null, p95: null, p99: null },
}

function mapFigures(figures: Awaited<ReturnType<Context['traces']['runFigures']>>) {
  const { runCount, failedRunCount, promptTokens, completionTokens, cost } = figures
  return {
    run_count: runCount,
    error_count: failedRunCount,
    error_rate: runCount === 0 ? 0 : failedRunCount / runCount,
    session_count: figures.sessionCount,
    duration_ms: figures.duration,
    tokens: {
      prompt: promptTokens,
      prompt_cached: figures.promptCachedTokens,
      completion: completionTokens,
      total: promptTokens + completionTokens,
    },
    cost: { total: cost, avg_per_run: runCount === 0 ? null : cost / runCount },
    feedback: { thumbs_up: figures.thumbsUp, thumbs_down: figures.thumbsDown },
  }
}

function mapStep(step: RunFigures & { time: number }) {
  return {
    bucket: isoTime(step.time),
    run_count: step.runCount,
    error_count: step.failedRunCount,
    total_tokens: step.promptTokens + step.completionTokens,
    cost: step.cost,
    avg_duration_ms: step.duration.avg,
  }
}
