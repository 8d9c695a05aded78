import { OriginError, readOrigin } from '../../keys/read-origin.ts'
import { UsageError } from '../usage-error.ts'

/** Origins in normal form, each once. */
export function readOrigins(texts: readonly string[]): string[] {
  try {
    return [...new Set(texts.map(readOrigin))]
  } catch (error) {
    throw error instanceof OriginError ? new UsageError(`${error.message}.`) : error
  }
}
