import Type from 'typebox'

import type { Context } from '../context.ts'
import { ApiError } from '../http/api-error.ts'
import type { App } from '../http/app.ts'
import { findProject } from '../http/find-resource.ts'
import { refusals } from '../schemas/error.ts'
import { reference } from '../schemas/reference.ts'
import { SeriesSchema } from '../schemas/series.ts'
import { rangeQuery, readRange } from './read-range.ts'

const MINUTE = 60_000
const MOST_STEPS = 1500

export function seriesRoute(app: App, { access, events, meta, now }: Context): void {
  app.get(
    '/api/casefile/v1/projects/:id/series',
    {
      onRequest: access.require('project', 'inbox'),
      schema: {
        summary: 'What was recorded over time, with percentiles of how long requests took',
        tags: ['Casefile'],
        params: Type.Object({ id: Type.String() }),
        querystring: Type.Object({
          ...rangeQuery,
          step: Type.Integer({
            minimum: 1,
            maximum: 400 * 24 * 60,
            default: 60,
            description: 'Minutes of one step.',
          }),
        }),
        response: { ...refusals, 200: reference(SeriesSchema) },
      },
    },
    async (request) => {
      const { projectId } = await findProject(request, meta, request.params.id)
      const range = readRange(request.query, now())
      const step = request.query.step * MINUTE
      const from = range.from - (range.from % MINUTE)
      const to = Math.ceil(range.to / MINUTE) * MINUTE
      if ((to - from) / step > MOST_STEPS) {
        throw new ApiError(
          'VALIDATION_ERROR',
          `step is too short for this range: it gives more than ${MOST_STEPS} steps`,
        )
      }

      const steps = await events.series({ projectId, from, to, step })
      return {
        from: new Date(from).toISOString(),
        to: new Date(to).toISOString(),
        steps: steps.map(({ time, ...figures }) => {
          return { from: new Date(time).toISOString(), ...figures }
        }),
      }
    },
  )
}
