import Type from 'typebox'

import type { Context } from '../context.ts'
import type { App } from '../http/app.ts'
import { traceScopeOf } from '../http/trace-scope.ts'
import { reference } from '../schemas/reference.ts'
import { mapRun } from './map-run.ts'
import { isoTime } from './map-time.ts'
import { pageOf, pageQuery, pageSchema } from './paging.ts'
import { rangeQuery, readRange } from './read-range.ts'
import { COMMON, READERS } from './readers.ts'
import { companyRefusals } from './schemas/error.ts'
import { CompanyFeedbackFiguresSchema } from './schemas/feedback.ts'
import { CompanyRunSchema } from './schemas/run.ts'
import { fillSteps, stepOf } from './steps.ts'

export function feedbackRoutes(app: App, context: Context): void {
  figuresRoute(app, context)
  runsRoute(app, context)
}

function figuresRoute(app: App, { access, traces, now }: Context): void {
  app.get(
    '/v1/feedback',
    {
      onRequest: access.require(...READERS),
      schema: {
        ...COMMON,
        summary: 'What people thought of runs in a range of time',
        querystring: Type.Object(rangeQuery),
        response: { ...companyRefusals, 200: reference(CompanyFeedbackFiguresSchema) },
      },
    },
    async (request) => {
      const query = { ...traceScopeOf(request, 'prod'), range: readRange(request.query, now()) }
      const { range } = query
      const step = stepOf(range)
      const [figures, series, { runCount }] = await Promise.all([
        traces.feedbackFigures(query),
        traces.feedbackSeries({ ...query, step }),
        traces.runFigures(query),
      ])

      const { total, thumbsUp, thumbsDown, textCount } = figures
      const empty = (time: number) => ({ time, thumbsUp: 0, thumbsDown: 0 })
      return {
        feedback: {
          total,
          thumbs_up: thumbsUp,
          thumbs_down: thumbsDown,
          text_count: textCount,
          positive_rate: thumbsUp + thumbsDown === 0 ? null : thumbsUp / (thumbsUp + thumbsDown),
          // Feedback on a run of before the range would make it more than all.
          feedback_rate: runCount === 0 ? 0 : Math.min(1, total / runCount),
        },
        timeseries: fillSteps(series, { range, step, empty }).map((each) => ({
          bucket: isoTime(each.time),
          thumbs_up: each.thumbsUp,
          thumbs_down: each.thumbsDown,
        })),
      }
    },
  )
}

function runsRoute(app: App, { access, traces, now }: Context): void {
  app.get(
    '/v1/feedback/runs',
    {
      onRequest: access.require(...READERS),
      schema: {
        ...COMMON,
        summary: 'Runs that somebody gave feedback on in a range of time, latest feedback first',
        querystring: Type.Object({ ...rangeQuery, ...pageQuery }),
        response: {
          ...companyRefusals,
          200: pageSchema(
            { runs: Type.Array(reference(CompanyRunSchema)) },
            'One page of the runs.',
          ),
        },
      },
    },
    async (request) => {
      const { query } = request
      const { runs, total } = await traces.runs({
        ...traceScopeOf(request, 'prod'),
        feedbackRange: readRange(query, now()),
        order: 'feedback',
        page: { limit: query.limit, offset: query.offset },
      })
      return { runs: runs.map(mapRun), ...pageOf(query, { total, shown: runs.length }) }
    },
  )
}
