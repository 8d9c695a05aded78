import { ApiError, type ApiErrorCode } from './api-error.ts'
import { BASE_PATH } from './base-path.ts'

/** The collector's own API, see `/openapi.json`. */
export const OWN = '/api/casefile/v1'

/** Asks the collector; rejects with an `ApiError` when there is no answer. */
export async function request(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(BASE_PATH + path, { credentials: 'same-origin', cache: 'no-store', ...init })
  } catch (cause) {
    if (init.signal?.aborted) throw cause
    throw new ApiError('unreachable', `The collector at ${location.host} does not answer.`, {
      cause,
    })
  }
}

/** An answer that is no success, in the words of the collector where it has some. */
export async function toError(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => undefined)
  const said = readMessage(body) ?? `The collector answered ${response.status}.`
  return new ApiError(codeOf(response.status), said)
}

function codeOf(status: number): ApiErrorCode {
  if (status === 404) return 'not-found'
  return status >= 400 && status < 500 && status !== 401 ? 'refused' : 'failed'
}

/** Each of the APIs has a shape of its own for what it refuses. */
function readMessage(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null) return undefined
  if ('message' in body && typeof body.message === 'string') return body.message
  if (!('error' in body)) return undefined
  return typeof body.error === 'string' ? body.error : readMessage(body.error)
}
