import { promisifyRequest } from 'idb-keyval'

import { applyChanges, type Database, keysUnder } from './database.ts'
import type { Key, Store, StoredRecord } from './store.ts'

/** A store in IndexedDB. */
export function createIndexedDbStore({ use, write }: Database): Store {
  return {
    write,

    update: (prefix, decide, second) =>
      use('readwrite', async (objectStore) => {
        const decided = Promise.all([
          read(objectStore, prefix),
          second ? read(objectStore, second) : [],
        ]).then((records) => applyChanges(objectStore, decide(records.flat())))
        // Both at once: when the browser closes the database, both fail, and a failure nobody
        // waits for would be an unhandled rejection in the page.
        await Promise.all([promisifyRequest(objectStore.transaction), decided])
      }),

    list: (prefix, limit) => use('readonly', (objectStore) => read(objectStore, prefix, limit)),

    keys: (prefix) =>
      use('readonly', async (objectStore) => {
        const keys = await promisifyRequest(objectStore.getAllKeys(keysUnder(prefix)))
        return keys as (string | number)[][]
      }),
  }
}

async function read(
  objectStore: IDBObjectStore,
  prefix: Key,
  limit?: number,
): Promise<StoredRecord[]> {
  const range = keysUnder(prefix)
  const [keys, values] = await Promise.all([
    promisifyRequest(objectStore.getAllKeys(range, limit)),
    promisifyRequest(objectStore.getAll(range, limit)),
  ])
  return keys.map((key, index) => ({ key: key as (string | number)[], value: values[index] }))
}
