import type { SignInResult } from '../accounts/accounts.ts'
import { CredentialsError } from '../accounts/credentials.ts'
import { TooManyPasswordsError } from '../accounts/passwords.ts'
import { ApiError } from './api-error.ts'

/** Passwords are checked one at a time, ten a second; so many seconds later the queue is gone. */
const BUSY_FOR = 3

export function signInNeeded(): ApiError {
  return new ApiError('UNAUTHORIZED', 'Sign in to the inbox first')
}

function tooManyAttempts(seconds: number): ApiError {
  const wait = seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`
  return new ApiError('RATE_LIMITED', `Too many attempts. Try again in ${wait}.`, {
    'retry-after': String(seconds),
  })
}

/** The refusal for a result that is no success; `wrong` is the one for a wrong guess. */
export function refusalOf(
  result: Exclude<SignInResult, { step: 'done' }>,
  { wrong }: { wrong: ApiError },
): ApiError {
  switch (result.step) {
    case 'wait':
      return tooManyAttempts(result.seconds)
    case 'wrong':
      return wrong
    case 'taken':
      return new ApiError('CONFLICT', 'This collector has an owner already. Sign in instead.')
  }
}

/** What went wrong with a password, as a refusal for the person. */
export function explainCredentials(error: unknown): unknown {
  if (error instanceof CredentialsError) return new ApiError('VALIDATION_ERROR', error.message)
  if (error instanceof TooManyPasswordsError) return tooManyAttempts(BUSY_FOR)
  return error
}
