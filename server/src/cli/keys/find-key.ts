import type { MetaStore } from '../../storage/meta-store.ts'
import type { StoredKey } from '../../storage/meta/key-store.ts'
import { UsageError } from '../usage-error.ts'

/** Fewer characters than this name a key by accident. */
const LEAST_CHARACTERS = 4

/**
 * The key that a person means by its id as listed, its label, the key itself, or as much of one
 * of them as only one key begins with.
 */
export async function findKey(meta: MetaStore, named: string): Promise<StoredKey> {
  const keys = await meta.keys()
  const exact = keys.filter(({ label, keyId }) => label === named || keyId === named)
  const found = exact.length > 0 ? exact : keys.filter((key) => beginsWith(key, named))
  const [key] = found
  if (key && found.length === 1) return key

  throw new UsageError(
    key
      ? `"${named}" could be any of ${found.length} keys: ${found.map(describe).join(', ')}`
      : `there is no key "${named}". List them with: casefile-server keys`,
  )
}

function beginsWith({ keyId, lookup, readable }: StoredKey, named: string): boolean {
  if (named.length < LEAST_CHARACTERS) return false
  // Of a secret key only the beginning is stored; whoever pastes all of it means that one.
  const known = readable ?? lookup
  return keyId.startsWith(named) || known.startsWith(named) || named.startsWith(known)
}

function describe({ keyId, kind, label }: StoredKey): string {
  return `${shortId(keyId)} (${label ?? kind})`
}

/** As much of an id as people are shown. */
export function shortId(keyId: string): string {
  return keyId.slice(0, 8)
}
