import type { KeyKind, KeyScope } from '../../keys/key-kinds.ts'

/** A key as it is stored: `hash` is the SHA-256 of the secret, `lookup` its first characters. */
export interface StoredKey {
  keyId: string
  projectId: string
  kind: KeyKind
  /** Whose runs an ingest key writes and a read key sees; null for the other kinds. */
  scope: KeyScope | null
  /** What people call it. */
  label: string | null
  lookup: string
  hash: Uint8Array
  /** The key itself, for capture keys only: they are public. */
  readable: string | null
  /** The pages that may use a capture key, e.g. `https://*.example.com`; empty for all. */
  origins: string[]
  createdAt: number
  expiresAt: number | null
  revokedAt: number | null
  /** Right to the minute. */
  lastUsedAt: number | null
  /** The key that was made to take its place. */
  replacedBy: string | null
}

export type NewKey = Omit<StoredKey, 'keyId' | 'revokedAt' | 'lastUsedAt' | 'replacedBy'>

/** Who may ask what. */
export interface KeyStore {
  addKey(key: NewKey): Promise<StoredKey>
  /** Every key of a project, or of all, oldest first. */
  keys(projectId?: string): Promise<StoredKey[]>
  key(keyId: string): Promise<StoredKey | undefined>
  /** The candidates for a presented key; the caller compares the hashes. */
  keysByLookup(lookup: string): Promise<StoredKey[]>
  /** Adds a key in place of another, which ends at `oldExpiresAt` unless it ends sooner. */
  replaceKey(keyId: string, successor: NewKey, oldExpiresAt: number): Promise<StoredKey>
  /** Ends a key at once and for good. */
  revokeKey(keyId: string, revokedAt: number): Promise<void>
  setKeyOrigins(keyId: string, origins: readonly string[]): Promise<void>
  /** Notes when keys were last used; an earlier time than the one known changes nothing. */
  noteKeysUsed(uses: readonly { keyId: string; time: number }[]): Promise<void>
}
