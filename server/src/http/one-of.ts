import { ApiError } from './api-error.ts'

/** The one value of a parameter with two names. */
export function oneOf(names: { [name: string]: string | undefined }): string | undefined {
  const given = new Set(Object.values(names).filter((value) => value !== undefined))
  if (given.size <= 1) return [...given][0]
  throw new ApiError('VALIDATION_ERROR', `${Object.keys(names).join(' and ')} say different things`)
}
