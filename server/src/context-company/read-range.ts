import Type from 'typebox'

import { ApiError } from '../http/api-error.ts'
import { readMoment } from '../http/read-moment.ts'
import type { TimeRange } from '../storage/traces/source.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** A month is 30 days. */
const PRESETS: { [preset: string]: number } = {
  '5m': 5 * MINUTE,
  '1h': HOUR,
  '1d': DAY,
  '2w': 14 * DAY,
  '1M': 30 * DAY,
  '2M': 60 * DAY,
  last_5_minutes: 5 * MINUTE,
  last_hour: HOUR,
  last_day: DAY,
  last_two_weeks: 14 * DAY,
  last_month: 30 * DAY,
  last_two_months: 60 * DAY,
}

/** The parameters of a range of time: `range`, or `from` and `to`. */
export const rangeQuery = {
  range: Type.Optional(
    Type.Enum(Object.keys(PRESETS), {
      description: 'Up to now; a month is 30 days. Instead of `from` and `to`.',
    }),
  ),
  from: Type.Optional(
    Type.String({ description: 'ISO 8601, without a zone in UTC, or epoch milliseconds.' }),
  ),
  to: Type.Optional(Type.String({ description: 'Likewise; it is not in the range itself.' })),
}

export interface RangeQuery {
  range?: string
  from?: string
  to?: string
}

/** The range that a query asks for. It must ask for one. */
export function readRange(query: RangeQuery, now: number): TimeRange {
  const range = readOptionalRange(query, now)
  if (range) return range
  throw new ApiError('VALIDATION_ERROR', 'Give a time range: either range, or both from and to')
}

/** The same where a range may be left out. */
export function readOptionalRange(
  { range, from, to }: RangeQuery,
  now: number,
): TimeRange | undefined {
  if (range !== undefined) {
    if (from !== undefined || to !== undefined) {
      throw new ApiError('VALIDATION_ERROR', 'Give either range or from and to, not both')
    }
    // Up to now means what began in this millisecond too.
    return { from: now - (PRESETS[range] ?? 0), to: now + 1 }
  }

  if (from === undefined && to === undefined) return undefined
  if (from === undefined || to === undefined) {
    throw new ApiError('VALIDATION_ERROR', 'from and to are given together or not at all')
  }
  const read = { from: readTime(from, 'from'), to: readTime(to, 'to') }
  if (read.from > read.to) throw new ApiError('VALIDATION_ERROR', 'from must not be after to')
  return read
}

function readTime(text: string, name: string): number {
  const time = readMoment(text)
  if (time !== undefined) return time
  throw new ApiError('VALIDATION_ERROR', `${name} must be an ISO 8601 time or epoch milliseconds`)
}
