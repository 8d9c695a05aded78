import type { FastifyRequest } from 'fastify'

import { ApiError } from './api-error.ts'

const MOST_CHARACTERS = 200

/** The request's `Idempotency-Key`, when it has one. */
export function readIdempotencyKey(request: FastifyRequest): string | undefined {
  const key = request.headers['idempotency-key']
  if (key === undefined) return undefined
  if (typeof key !== 'string' || key.length === 0 || key.length > MOST_CHARACTERS) {
    throw new ApiError(
      'VALIDATION_ERROR',
      `Idempotency-Key must have 1 to ${MOST_CHARACTERS} characters`,
    )
  }
  return key
}
