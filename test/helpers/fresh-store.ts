import { onTestFinished } from 'vitest'

import { readNatives } from '../../src/browser/natives.ts'
import { createDatabase, type Database } from '../../src/buffer/database.ts'
import { createIndexedDbStore } from '../../src/buffer/indexed-db-store.ts'
import type { Store } from '../../src/buffer/store.ts'

let count = 0

/** A real IndexedDB of its own; deleted when the test is over. */
export function freshStore(): { store: Store; database: Database; name: string } {
  const name = `casefile-test-${Date.now()}-${count++}`
  const database = createDatabase(name, readNatives())
  onTestFinished(async () => {
    database.close()
    await new Promise((resolve) => {
      const request = indexedDB.deleteDatabase(name)
      request.onsuccess = request.onerror = request.onblocked = resolve
    })
  })
  return { store: createIndexedDbStore(database), database, name }
}
