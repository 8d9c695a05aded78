import { onTestFinished } from 'vitest'

import { createIndexedDbStore } from '../../src/buffer/indexed-db-store.ts'
import type { Store } from '../../src/buffer/store.ts'

let count = 0

/** A real IndexedDB of its own; deleted when the test is over. */
export function freshStore(): { store: Store; name: string } {
  const name = `casefile-test-${Date.now()}-${count++}`
  const store = createIndexedDbStore(name)
  onTestFinished(async () => {
    store.close()
    await new Promise((resolve) => {
      const request = indexedDB.deleteDatabase(name)
      request.onsuccess = request.onerror = request.onblocked = resolve
    })
  })
  return { store, name }
}
