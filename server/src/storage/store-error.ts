/** A store could not do what it was asked; nothing was changed. */
export class StoreError extends Error {
  override readonly name: string = 'StoreError'
}

/** There is no room, or no right, to write. Reading goes on. */
export class StorageFullError extends StoreError {
  override readonly name = 'StorageFullError'
}

/** The file of a day of entries is damaged. */
export class DamagedDayError extends StoreError {
  override readonly name = 'DamagedDayError'
  readonly day: string

  constructor(message: string, day: string) {
    super(message)
    this.day = day
  }
}

/** The file of agent runs is damaged. */
export class DamagedRunsError extends StoreError {
  override readonly name = 'DamagedRunsError'
}

/** Too much waits to be written; asking again in a moment may work. */
export class StoreBusyError extends StoreError {
  override readonly name = 'StoreBusyError'
}

/** A query took longer than a query may, and was ended. */
export class QueryTimeoutError extends StoreError {
  override readonly name = 'QueryTimeoutError'
}
