import type { Key } from './store.ts'

/** A key as a key of a `Map`, where arrays are not equal to each other. */
export function nameOf(key: Key): string {
  return JSON.stringify(key)
}
