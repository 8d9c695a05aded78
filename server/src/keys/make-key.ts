import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

import type { NewKey, StoredKey } from '../storage/meta/key-store.ts'
import { SCOPES_OF, type KeyKind, type KeyScope } from './key-kinds.ts'

/** What a key is made for; without anything but its owner it works everywhere and for good. */
export interface KeyWishes {
  projectId: string
  createdAt: number
  label?: string | null
  /** Default: the first that `SCOPES_OF` names for the kind. */
  scope?: KeyScope | null
  /** Normal forms, see `read-origin.ts`. */
  origins?: readonly string[]
  expiresAt?: number | null
}

/** Long enough to tell keys apart, short enough to give nothing of the secret away. */
const LOOKUP_LENGTH = 16

/** A new key, as the person sees it and as it is stored. */
export function makeKey(kind: KeyKind, wishes: KeyWishes): { secret: string; stored: NewKey } {
  const scope = wishes.scope ?? SCOPES_OF[kind][0] ?? null
  const secret = prefixOf(kind, scope) + randomBytes(24).toString('hex')
  const stored = {
    projectId: wishes.projectId,
    createdAt: wishes.createdAt,
    kind,
    scope,
    label: wishes.label ?? null,
    lookup: lookupOf(secret),
    hash: hashOf(secret),
    readable: kind === 'capture' ? secret : null,
    origins: [...(wishes.origins ?? [])],
    expiresAt: wishes.expiresAt ?? null,
  }
  return { secret, stored }
}

/** The prefixes that the documented APIs use, so that a key tells where it belongs. */
function prefixOf(kind: KeyKind, scope: KeyScope | null): string {
  switch (kind) {
    case 'capture':
      return 'uc_pk_'
    case 'project':
      return 'uc_sk_'
    case 'ingest':
      return scope === 'dev' ? 'dev_' : 'tcc_prod_'
    case 'read':
      return 'tcc_key_'
  }
}

/** The part of a presented key by which the stored ones are found. */
export function lookupOf(secret: string): string {
  return secret.slice(0, LOOKUP_LENGTH)
}

/** Compares in constant time, so that answers do not tell how much of a guess was right. */
export function isSameKey(presented: string, stored: StoredKey): boolean {
  return timingSafeEqual(hashOf(presented), stored.hash)
}

function hashOf(secret: string): Uint8Array {
  return createHash('sha256').update(secret).digest()
}
