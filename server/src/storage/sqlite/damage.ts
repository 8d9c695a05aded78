/** Whether a database file is damaged: SQLITE_CORRUPT or SQLITE_NOTADB. */
export function isDamaged(error: unknown): boolean {
  if (!(error instanceof Error) || !('errcode' in error)) return false
  const primary = Number(error.errcode) & 0xff
  return primary === 11 || primary === 26
}

/** Errors of SQLite that are not about one statement: full, read-only, damaged, unreadable. */
export function isOfTheFile(error: unknown): boolean {
  if (!(error instanceof Error) || !('errcode' in error)) return false
  return [8, 10, 11, 13, 14, 26].includes(Number(error.errcode) & 0xff)
}

/** Whether doing the same again can only fail again: our own errors, and SQLite's of one statement. */
export function isLasting(error: unknown): boolean {
  if (!(error instanceof Error) || !('errcode' in error)) return true
  return [1, 18, 19, 20, 25].includes(Number(error.errcode) & 0xff)
}

/** The day whose file is damaged, when that is what an error of `Segments` says. */
export function damagedDay(error: unknown): string | undefined {
  if (!isDamaged(error) || !(error instanceof Error) || !('day' in error)) return undefined
  return String(error.day)
}

/** Does something with a day's file; an error tells which day it was. */
export function tellingDay<Result>(day: string, work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    if (isDamaged(error) && error instanceof Error) Object.assign(error, { day })
    throw error
  }
}
