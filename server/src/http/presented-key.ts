import type { FastifyRequest } from 'fastify'

/**
 * The key that a request presents, in `x-api-key` or as `Authorization: Bearer`, as the documented
 * APIs have it; `x-api-key` counts when there are both.
 */
export function presentedKey({ headers }: FastifyRequest): string | undefined {
  const key = headers['x-api-key']
  // A header that was sent twice is no key, and must not make the request one without a key.
  if (key !== undefined) return typeof key === 'string' ? key.trim() : ''

  const { authorization } = headers
  if (authorization === undefined) return undefined
  return /^Bearer +(\S+) *$/i.exec(authorization)?.[1] ?? ''
}
