/** Keys sort as IndexedDB sorts arrays: element by element. */
export type Key = readonly (string | number)[]

export interface StoredRecord {
  key: Key
  value: unknown
}

/** A key is deleted with all keys that begin with it. */
export type Change = { put: Key; value: unknown } | { delete: Key }

/**
 * A small ordered key-value store. Every write is one transaction: all of its changes or none.
 */
export interface Store {
  /** Begins the write before it returns, so that it still counts when the page is going away. */
  write(changes: readonly Change[]): Promise<void>
  /**
   * Reads what lies under a prefix, or between two keys of it, and applies the changes `decide` makes
   * of it, in one transaction.
   */
  update(
    prefix: Key,
    decide: (records: StoredRecord[]) => readonly Change[],
    range?: { from: Key; to: Key },
  ): Promise<void>
  /** What lies under a prefix, in key order, from the first key after one on. */
  list(prefix: Key, limit?: number, after?: Key): Promise<StoredRecord[]>
  /** The keys under a prefix, without reading what they stand for. */
  keys(prefix: Key): Promise<Key[]>
}
