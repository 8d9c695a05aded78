import { createHash } from 'node:crypto'

import type { MetaStore } from '../storage/meta-store.ts'
import type { StoredKey } from '../storage/meta/key-store.ts'
import { isSameKey, lookupOf } from './make-key.ts'

/** Finds the stored key for one that a request presents. */
export interface Keyring {
  /** Also one that has been revoked or has expired; see `keyState`. */
  find(presented: string): Promise<StoredKey | undefined>
}

/**
 * Keys are read anew after this many milliseconds: that long a revocation by the `keys` command,
 * which runs in a process of its own, takes at most to be felt.
 */
const FRESH_FOR = 2000

/** Only real keys are remembered, so this many are in use at once or the oldest is forgotten. */
const MOST_KEYS = 10_000

export function createKeyring({ meta, now }: { meta: MetaStore; now: () => number }): Keyring {
  const known = new Map<string, { key: StoredKey; readAt: number }>()

  return {
    async find(presented) {
      // By digest, so that no secret stays in memory, and a near miss takes as long as any other.
      const digest = createHash('sha256').update(presented).digest('base64')
      const remembered = known.get(digest)
      if (remembered && Math.abs(now() - remembered.readAt) < FRESH_FOR) return remembered.key

      known.delete(digest)
      const candidates = await meta.keysByLookup(lookupOf(presented))
      const key = candidates.find((candidate) => isSameKey(presented, candidate))
      if (!key) return undefined

      const [oldest] = known.keys()
      if (known.size >= MOST_KEYS && oldest !== undefined) known.delete(oldest)
      known.set(digest, { key, readAt: now() })
      return key
    },
  }
}
