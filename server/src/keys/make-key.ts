import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

import type { StoredKey } from '../storage/meta-store.ts'
import type { KeyKind } from './key-kinds.ts'

/** The prefixes that the documented APIs use, so that a key tells where it belongs. */
const PREFIXES: { [Kind in KeyKind]: string } = {
  capture: 'uc_pk_',
  project: 'uc_sk_',
  ingest: 'tcc_prod_',
  read: 'tcc_key_',
}

/** Long enough to tell keys apart, short enough to give nothing of the secret away. */
const LOOKUP_LENGTH = 16

/** A new key, as the person sees it and as it is stored. */
export function makeKey(
  kind: KeyKind,
  owner: { projectId: string; createdAt: number },
): { secret: string; stored: Omit<StoredKey, 'keyId'> } {
  const secret = PREFIXES[kind] + randomBytes(24).toString('hex')
  const stored = {
    ...owner,
    kind,
    lookup: lookupOf(secret),
    hash: hashOf(secret),
    readable: kind === 'capture' ? secret : null,
  }
  return { secret, stored }
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
