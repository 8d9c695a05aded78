import { promisifyRequest, type UseStore } from 'idb-keyval'

import type { Change, Key, Store, StoredRecord } from './store.ts'

const OBJECT_STORE = 'buffer'

/** An open that takes longer hangs for good: some in-app browsers never answer. */
const OPEN_TIMEOUT = 2_000

/** The same for a transaction that neither completes nor fails. */
const TRANSACTION_TIMEOUT = 5_000

const GRACE = 250

/** A store in IndexedDB, under a database name of its own, so that no other library meets it. */
export function createIndexedDbStore(databaseName: string): Store {
  const { useStore, close } = connect(databaseName)

  return {
    write: (changes) =>
      inTime(
        useStore('readwrite', (objectStore) => {
          apply(objectStore, changes)
          // Begun in `pagehide`, a transaction survives only when it is committed by hand.
          objectStore.transaction.commit?.()
          return promisifyRequest(objectStore.transaction)
        }),
      ),

    update: (prefix, decide) =>
      inTime(
        useStore('readwrite', async (objectStore) => {
          const done = promisifyRequest(objectStore.transaction)
          apply(objectStore, decide(await read(objectStore, prefix)))
          return done
        }),
      ),

    list: (prefix, limit) =>
      inTime(useStore('readonly', (objectStore) => read(objectStore, prefix, limit))),

    close,
  }
}

function apply(objectStore: IDBObjectStore, changes: readonly Change[]): void {
  for (const change of changes) {
    if ('put' in change) objectStore.put(change.value, [...change.put])
    else objectStore.delete([...change.delete])
  }
}

async function read(
  objectStore: IDBObjectStore,
  prefix: Key,
  limit?: number,
): Promise<StoredRecord[]> {
  // An array sorts after every string and number, so this is "all keys that begin with prefix".
  const range = IDBKeyRange.bound([...prefix], [...prefix, []])
  const [keys, values] = await Promise.all([
    promisifyRequest(objectStore.getAllKeys(range, limit)),
    promisifyRequest(objectStore.getAll(range, limit)),
  ])
  return keys.map((key, index) => ({ key: key as (string | number)[], value: values[index] }))
}

/** One connection, opened on first use and opened anew when the browser has closed it. */
function connect(databaseName: string) {
  let database: IDBDatabase | undefined
  let opening: Promise<IDBDatabase> | undefined

  const forget = () => {
    database?.close()
    database = undefined
    opening = undefined
  }

  const open = () =>
    (opening ??= inTime(openDatabase(databaseName), OPEN_TIMEOUT).then(
      (opened) => {
        database = opened
        // Another tab upgrades or deletes the database: in its way, we would block it.
        opened.onversionchange = forget
        opened.onclose = forget
        return opened
      },
      (error: unknown) => {
        forget()
        throw error
      },
    ))

  const useStore: UseStore = (mode, callback) => {
    const run = (opened: IDBDatabase) =>
      callback(opened.transaction(OBJECT_STORE, mode).objectStore(OBJECT_STORE))

    if (!database) return open().then(run)

    // Without a detour over a promise when the connection stands: the page may be going away.
    try {
      return Promise.resolve(run(database))
    } catch (error) {
      // The browser closed the connection and has not said so yet.
      if (!(error instanceof DOMException && error.name === 'InvalidStateError')) throw error
      forget()
      return open().then(run)
    }
  }

  return { useStore, close: forget }
}

function openDatabase(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name)
  request.onupgradeneeded = () => request.result.createObjectStore(OBJECT_STORE)
  return promisifyRequest(request)
}

function inTime<Result>(work: PromiseLike<Result>, timeout = TRANSACTION_TIMEOUT): Promise<Result> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(new Error(`IndexedDB did not answer within ${timeout} ms`))
    // When it was the page that hung, the answer is already waiting behind this timer: the grace
    // lets it in.
    let timer = setTimeout(() => (timer = setTimeout(giveUp, GRACE)), timeout)
    const done = () => clearTimeout(timer)
    work.then(done, done)
    work.then(resolve, reject)
  })
}
