import { ApiError } from '../http/api-error.ts'

/** A time of a query as epoch milliseconds; `name` is the parameter it came in. */
export function readTime(text: string | undefined, name: string): number | undefined {
  if (text === undefined) return undefined
  const time = Date.parse(text)
  if (Number.isNaN(time)) {
    throw new ApiError('VALIDATION_ERROR', `${name} must be an ISO 8601 time`)
  }
  return time
}
