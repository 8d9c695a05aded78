import Type from 'typebox'

import type { Context } from '../context.ts'
import type { App } from '../http/app.ts'
import { traceScopeOf } from '../http/trace-scope.ts'
import { reference } from '../schemas/reference.ts'
import type { TimeRange } from '../storage/traces/source.ts'
import { mapStats } from './map-stats.ts'
import { COMMON, READERS } from './readers.ts'
import { kontextRefusals } from './schemas/error.ts'
import { KontextStatsSchema } from './schemas/stats.ts'

const HOUR = 60 * 60_000
const DAY = 24 * HOUR

const PERIODS: { [period: string]: { length: number; step: number } } = {
  '1d': { length: DAY, step: HOUR },
  // What an example of a client sends.
  '24h': { length: DAY, step: HOUR },
  '7d': { length: 7 * DAY, step: DAY },
  '30d': { length: 30 * DAY, step: DAY },
}

export function statsRoute(app: App, { access, traces, now }: Context, prefix: string): void {
  app.get(
    `${prefix}/traces/stats`,
    {
      config: COMMON.config,
      onRequest: access.require(...READERS),
      schema: {
        ...COMMON.schema,
        summary: 'What happened in the last day, week or month',
        querystring: Type.Object({
          period: Type.Enum(Object.keys(PERIODS), { default: '7d' }),
          userId: Type.Optional(Type.String({ minLength: 1 })),
        }),
        response: { ...kontextRefusals, 200: reference(KontextStatsSchema) },
      },
    },
    async (request) => {
      const { period, userId } = request.query
      const { length, step } = PERIODS[period] ?? { length: DAY, step: HOUR }
      const range = untilThisHour(now(), length)
      const scope = traceScopeOf(request)
      const found = await traces.spanStatistics({ ...scope, range, step, userId })
      return mapStats(found, { range, step })
    },
  )
}

/** The hour that goes on is in it. */
function untilThisHour(now: number, length: number): TimeRange {
  const to = (Math.floor(now / HOUR) + 1) * HOUR
  return { from: to - length, to }
}
