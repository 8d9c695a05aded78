import Type from 'typebox'

import { ApiError } from '../http/api-error.ts'

const DAY = 24 * 60 * 60_000
const LONGEST_RANGE = 400 * DAY

/** The query parameters of a range of time. */
export const rangeQuery = {
  from: Type.Optional(
    Type.String({ format: 'date-time', description: 'Default: a day before `to`.' }),
  ),
  to: Type.Optional(Type.String({ format: 'date-time', description: 'Default: now.' })),
}

/** `from` and `to` of a query as epoch milliseconds; without them the last day. */
export function readRange(query: { from?: string; to?: string }, now: number) {
  const to = query.to === undefined ? now : Date.parse(query.to)
  const from = query.from === undefined ? to - DAY : Date.parse(query.from)
  if (Number.isNaN(from) || Number.isNaN(to)) {
    throw new ApiError('VALIDATION_ERROR', 'from and to must be ISO 8601 times')
  }
  if (from >= to) throw new ApiError('VALIDATION_ERROR', 'from must be before to')
  if (to - from > LONGEST_RANGE) {
    throw new ApiError('VALIDATION_ERROR', 'from and to may be at most 400 days apart')
  }
  return { from, to }
}
