/**
 * - `signed-out`: the collector wants an account, or wants to know it again
 * - `no-owner`: nobody can sign in yet, and this is not the collector's own machine
 * - `not-found`: there is nothing under this id
 * - `refused`: what was sent is not taken; the message says why
 * - `unreachable`: no answer at all
 * - `failed`: any other answer that is not a success
 */
export type ApiErrorCode =
  'signed-out' | 'no-owner' | 'not-found' | 'refused' | 'unreachable' | 'failed'

export class ApiError extends Error {
  override readonly name = 'ApiError'

  constructor(
    readonly code: ApiErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}

/** Whether the whole inbox is closed, and not only the part that was asked for. */
export function closesInbox({ code }: ApiError): boolean {
  return code === 'signed-out' || code === 'no-owner'
}
