/**
 * - `invalid`: the description is empty or longer than 5000 characters
 * - `unreachable`: no answer from the collector; try again later
 * - `refused`: the collector answered with an error; the message carries its words
 * - `inactive`: capture is off: bad options, no consent, or stopped
 */
export type ReportErrorCode = 'invalid' | 'unreachable' | 'refused' | 'inactive'

/** Why a report was not accepted. The original error, if any, is in `cause`. */
export class ReportError extends Error {
  override readonly name = 'ReportError'

  constructor(
    readonly code: ReportErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}
