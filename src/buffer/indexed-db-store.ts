import { promisifyRequest } from 'idb-keyval'

import { applyChanges, type Database, keysUnder } from './database.ts'
import type { Store, StoredRecord } from './store.ts'

/** A store in IndexedDB. */
export function createIndexedDbStore({ use, write }: Database): Store {
  return {
    write,

    update: (prefix, decide, between) =>
      use('readwrite', async (objectStore) => {
        const range = between
          ? IDBKeyRange.bound([...between.from], [...between.to])
          : keysUnder(prefix)
        const decided = read(objectStore, range).then((records) =>
          applyChanges(objectStore, decide(records)),
        )
        // Both at once: when the browser closes the database, both fail, and a failure nobody
        // waits for would be an unhandled rejection in the page.
        await Promise.all([promisifyRequest(objectStore.transaction), decided])
      }),

    list: (prefix, limit, after) =>
      use('readonly', (objectStore) => read(objectStore, keysUnder(prefix, after), limit)),

    keys: (prefix) =>
      use('readonly', async (objectStore) => {
        const keys = await promisifyRequest(objectStore.getAllKeys(keysUnder(prefix)))
        return keys as (string | number)[][]
      }),
  }
}

async function read(
  objectStore: IDBObjectStore,
  range: IDBKeyRange,
  limit?: number,
): Promise<StoredRecord[]> {
  const [keys, values] = await Promise.all([
    promisifyRequest(objectStore.getAllKeys(range, limit)),
    promisifyRequest(objectStore.getAll(range, limit)),
  ])
  return keys.map((key, index) => ({ key: key as (string | number)[], value: values[index] }))
}
