import { isObject } from '../lib/read-property.ts'
import type { ConsoleOptions } from './console.ts'
import type { ErrorOptions } from './errors.ts'

/**
 * Remembers which errors have an event: an app that hands one to `captureException`, logs it and
 * throws it again has one problem and not three.
 */
export function createRecordedErrors(): ConsoleOptions & ErrorOptions {
  const recorded = new WeakSet<object>()
  const isRecorded = (error: unknown) => isObject(error) && recorded.has(error)

  return {
    isRecorded,
    isNew(error) {
      if (isRecorded(error)) return false
      if (isObject(error)) recorded.add(error)
      return true
    },
  }
}
