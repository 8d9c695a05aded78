/** Every way in which the API says no. The codes are part of the API. */
const REFUSALS = {
  VALIDATION_ERROR: 400,
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  INBOX_LOCAL_ONLY: 403,
  ORIGIN_NOT_ALLOWED: 403,
  NOT_FOUND: 404,
  REQUEST_TIMEOUT: 408,
  CONFLICT: 409,
  PAYLOAD_TOO_LARGE: 413,
  SESSION_FULL: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  RATE_LIMITED: 429,
  INTERNAL_ERROR: 500,
  QUERY_TIMEOUT: 503,
  STORAGE_FULL: 503,
  UNAVAILABLE: 503,
} as const

export type ErrorCode = keyof typeof REFUSALS

/** A refusal that a client is told about, message and all. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly statusCode: number

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly headers: { [name: string]: string } = {},
  ) {
    super(message)
    this.statusCode = REFUSALS[code]
  }
}

/** The body of a refusal. */
export function errorBody(code: ErrorCode, message: string) {
  return { statusCode: REFUSALS[code], error: code, message }
}

/** The code for a status that came from elsewhere, e.g. from Fastify. */
export function codeOfStatus(status: number): ErrorCode {
  if (status === 413) return 'PAYLOAD_TOO_LARGE'
  if (status === 415) return 'UNSUPPORTED_MEDIA_TYPE'
  if (status === 404) return 'NOT_FOUND'
  if (status === 408) return 'REQUEST_TIMEOUT'
  return status >= 400 && status < 500 ? 'VALIDATION_ERROR' : 'INTERNAL_ERROR'
}
