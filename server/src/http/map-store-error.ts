import { QueryTimeoutError, StorageFullError, StoreBusyError } from '../storage/store-error.ts'
import { ApiError } from './api-error.ts'

/** Seconds after which a client may try again: soon, where only the moment was bad. */
const SOON = { 'retry-after': '2' }
/** Room is made by a person or by retention. */
const LATER = { 'retry-after': '60' }

/** What a client is told when a store could not do what was asked; `undefined` for a fault of ours. */
export function mapStoreError(error: unknown): ApiError | undefined {
  if (error instanceof StorageFullError) {
    const message = 'The collector cannot write: its disk is full or read-only. Nothing was stored.'
    return new ApiError('STORAGE_FULL', message, LATER)
  }
  if (error instanceof StoreBusyError) {
    return new ApiError('UNAVAILABLE', 'The collector cannot take this just now. Try again.', SOON)
  }
  if (error instanceof QueryTimeoutError) return new ApiError('QUERY_TIMEOUT', error.message)
  return undefined
}
