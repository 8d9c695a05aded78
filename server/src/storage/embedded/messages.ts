import { CursorError } from '../event-store.ts'
import { damagedDay } from '../sqlite/damage.ts'
import { NewerDataError } from '../sqlite/migrate.ts'
import { DamagedDayError, DamagedRunsError, StorageFullError, StoreError } from '../store-error.ts'

/** What goes between the threads of a collector, and between it and its readers. */
export interface Command {
  id: number
  /** Which store is meant, where there are several. */
  store: string
  method: string
  args: unknown[]
}

export type Reply = { id: number; value: unknown } | { id: number; error: SentError }

/** An error on its way: of a clone only name and message would be left. */
export interface SentError {
  name: string
  message: string
  stack?: string | undefined
  /** The day whose file is damaged. */
  day?: string | undefined
}

export function toSentError(error: unknown): SentError {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) }
  const { name, message, stack } = error
  const day = damagedDay(error)
  if (day !== undefined) return { name: 'DamagedDayError', message, stack, day }
  return { name: isDiskFull(error) ? 'StorageFullError' : name, message, stack }
}

/** The error again, as the class that callers ask for. */
export function fromSentError({ name, message, stack, day = '' }: SentError): Error {
  switch (name) {
    case 'CursorError':
      return new CursorError(message)
    case 'StorageFullError':
      return new StorageFullError(message)
    case 'NewerDataError':
      return new NewerDataError(message)
    case 'DamagedRunsError':
      return new DamagedRunsError(message)
    case 'DamagedDayError':
      return new DamagedDayError(message, day)
    default: {
      const error = new StoreError(message)
      if (stack !== undefined) error.stack = stack
      return error
    }
  }
}

/** SQLITE_FULL, and what a file system says of itself when there is no room or no right to write. */
function isDiskFull(error: Error): boolean {
  if ('errcode' in error) {
    const primary = Number(error.errcode) & 0xff
    return primary === 13 || primary === 8
  }
  return 'code' in error && ['ENOSPC', 'EDQUOT', 'EROFS'].includes(String(error.code))
}
