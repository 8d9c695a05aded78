import type { KeyKind } from '../keys/key-kinds.ts'
import type { StoredKey } from '../storage/meta/key-store.ts'
import { ApiError } from './api-error.ts'

/** HTTP wants it beside each 401; a browser asks nobody for a password because of it. */
const BEARER = { 'www-authenticate': 'Bearer' }

export function unknownKey(presented: string | undefined): ApiError {
  return new ApiError(
    'UNAUTHORIZED',
    presented === undefined
      ? 'The x-api-key header is missing; Authorization: Bearer does as well'
      : 'The key in the x-api-key or Authorization header is not known',
    BEARER,
  )
}

/** Only who holds the whole key is told how it ended. */
export function ended({ expiresAt, revokedAt }: StoredKey, how: 'revoked' | 'expired'): ApiError {
  const day = new Date(revokedAt ?? expiresAt ?? 0).toISOString().slice(0, 10)
  return new ApiError(
    'UNAUTHORIZED',
    how === 'revoked'
      ? `This key was revoked on ${day}. Make another with: casefile-server keys create`
      : `This key expired on ${day}. Make another with: casefile-server keys rotate, or keys create`,
    BEARER,
  )
}

export function foreignOrigin(origin: string): ApiError {
  return new ApiError(
    'ORIGIN_NOT_ALLOWED',
    `This key is not for pages of ${origin.slice(0, 300)}. To allow them, add the origin with: casefile-server keys set-origins`,
  )
}

export function forbidden(kind: KeyKind): ApiError {
  return new ApiError(
    'FORBIDDEN',
    kind === 'capture'
      ? 'A capture key can only send sessions, logs, replays, issues and runs of agents in the page. Reading needs the secret project key.'
      : `This key (kind ${kind}) may not be used here`,
  )
}
