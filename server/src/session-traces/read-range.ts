import Type from 'typebox'

import { ApiError } from '../http/api-error.ts'
import { readMoment } from '../http/read-moment.ts'
import type { TimeRange } from '../storage/traces/source.ts'

const DAY = 24 * 60 * 60_000
/** After everything that can be stored. */
const FOREVER = Date.UTC(10_000, 0)

/** The parameters of a range of time. */
export const rangeQuery = {
  from: Type.Optional(Type.String({ description: 'ISO 8601, without a zone in UTC.' })),
  to: Type.Optional(Type.String({ description: 'Likewise; it is not in the range itself.' })),
  range: Type.Optional(
    Type.String({
      pattern: '^[1-9][0-9]{0,4}d$',
      description: 'So many days up to `to`, or up to now; counts instead of `from`.',
    }),
  ),
}

export interface RangeQuery {
  from?: string
  to?: string
  range?: string
}

/** The range that a query asks for; without one all time. */
export function readRange(query: RangeQuery, now: number): TimeRange | undefined {
  if (query.from === undefined && query.to === undefined && query.range === undefined) {
    return undefined
  }
  const to = query.to === undefined ? undefined : readTime(query.to, 'to')
  const days = query.range === undefined ? undefined : parseInt(query.range, 10)
  // Up to now means what happened in this millisecond too.
  if (days !== undefined) {
    const end = to ?? now + 1
    return { from: Math.max(0, end - days * DAY), to: end }
  }

  const from = query.from === undefined ? 0 : readTime(query.from, 'from')
  if (to !== undefined && from > to) {
    throw new ApiError('VALIDATION_ERROR', 'from must not be after to')
  }
  return { from, to: to ?? FOREVER }
}

function readTime(text: string, name: string): number {
  const time = readMoment(text)
  if (time !== undefined) return time
  throw new ApiError('VALIDATION_ERROR', `${name} must be an ISO 8601 time`)
}
