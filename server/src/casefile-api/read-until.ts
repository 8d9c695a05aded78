import { ApiError } from '../http/api-error.ts'

/** The `until` of a query as epoch milliseconds. */
export function readUntil(until: string | undefined): number | undefined {
  if (until === undefined) return undefined
  const time = Date.parse(until)
  if (Number.isNaN(time)) {
    throw new ApiError('VALIDATION_ERROR', 'until must be an ISO 8601 time')
  }
  return time
}
