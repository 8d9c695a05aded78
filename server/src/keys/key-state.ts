import type { StoredKey } from '../storage/meta/key-store.ts'

/** `replaced`: another key was made for it, and it still works until it expires. */
export type KeyState = 'active' | 'replaced' | 'expired' | 'revoked'

export function keyState(key: StoredKey, now: number): KeyState {
  if (key.revokedAt !== null) return 'revoked'
  if (key.expiresAt !== null && key.expiresAt <= now) return 'expired'
  return key.replacedBy === null ? 'active' : 'replaced'
}
