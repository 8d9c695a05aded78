import { ApiError } from './api-error.ts'

/** The text trimmed, when it then has 1 to `most` characters (code points: an emoji is one). */
export function readText(text: string, field: string, most: number): string {
  // SQLite ends a text at NUL; the replacement character shows that something stood there.
  const trimmed = text.trim().replaceAll('\0', '\uFFFD')
  const { length } = [...trimmed]
  if (length === 0) throw new ApiError('VALIDATION_ERROR', `${field} must not be empty`)
  if (length > most) {
    throw new ApiError(
      'VALIDATION_ERROR',
      `${field} must have at most ${most} characters; it has ${length}`,
    )
  }
  return trimmed
}
