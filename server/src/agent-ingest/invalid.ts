import { ApiError } from '../http/api-error.ts'

/** The refusal of a body, as a sentence that begins with the place. */
export function invalid(place: string, complaint: string): ApiError {
  return new ApiError('VALIDATION_ERROR', `${place} ${complaint}`)
}

export const ID_COMPLAINT = 'must be a text of 1 to 255 characters'
