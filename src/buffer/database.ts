import { promisifyRequest, type UseStore } from 'idb-keyval'

import type { Natives } from '../browser/natives.ts'
import { inTime } from '../lib/in-time.ts'
import type { Change, Key } from './store.ts'

const OBJECT_STORE = 'buffer'

/** An open that takes longer hangs for good: some in-app browsers never answer. */
const OPEN_TIMEOUT = 2_000

/** The same for a transaction that neither completes nor fails. */
const TRANSACTION_TIMEOUT = 5_000

/** Our database in IndexedDB, under a name of its own, so that no other library meets it. */
export interface Database {
  /** Opens the connection ahead of its first use. */
  open(): void
  /** Whether a write would begin at once. */
  isOpen(): boolean
  /** Begins at once when the connection stands; fails when the browser does not answer. */
  use: UseStore
  /** One transaction, begun before this returns, so that it counts when the page is going away. */
  write(changes: readonly Change[]): Promise<void>
  /**
   * The page is left. A page in the back/forward cache answers no events: if the database had to be
   * made for it, everybody else would wait for as long as it is kept there.
   */
  leave(): void
  close(): void
}

/** One connection, opened on first use and opened anew when the browser has closed it. */
export function createDatabase(name: string, natives: Natives): Database {
  let connection: IDBDatabase | undefined
  let opening: Promise<IDBDatabase> | undefined
  let request: IDBOpenDBRequest | undefined

  const close = () => {
    connection?.close()
    connection = opening = undefined
  }

  /** Asynchronous from the start: a frame without storage throws at once. */
  const openConnection = async () => {
    request = indexedDB.open(name)
    request.onupgradeneeded = ({ target }) =>
      (target as IDBOpenDBRequest).result.createObjectStore(OBJECT_STORE)
    const opened = await promisifyRequest(request)
    // Also one that comes so late that another was asked for.
    connection?.close()
    connection = opened
    // Another tab upgrades or deletes the database: in its way, we would block it.
    opened.onversionchange = opened.onclose = close
    return opened
  }

  const inTransaction = <Result>(work: Promise<Result>) =>
    inTime(work, TRANSACTION_TIMEOUT, natives)

  const open = () =>
    (opening ??= inTime(openConnection(), OPEN_TIMEOUT, natives).catch((error: unknown) => {
      close()
      throw error
    }))

  const use: UseStore = (mode, callback) => {
    const run = (opened: IDBDatabase) =>
      callback(opened.transaction(OBJECT_STORE, mode).objectStore(OBJECT_STORE))

    // Without a detour over a promise when the connection stands: the page may be going away.
    try {
      if (connection) return inTransaction(Promise.resolve(run(connection)))
    } catch {
      // The browser closed the connection and has not said so yet; a new one will say what is wrong.
      close()
    }
    return inTransaction(open().then(run))
  }

  return {
    open: () => void open().catch(() => {}),
    isOpen: () => !!connection,
    use,
    write: (changes) =>
      use('readwrite', (objectStore) => {
        applyChanges(objectStore, changes)
        // Begun in `pagehide`, a transaction survives only when it is committed by hand.
        objectStore.transaction.commit?.()
        return promisifyRequest(objectStore.transaction)
      }),
    leave() {
      // Who waits for a lock is not kept. A frame that may use no locks may not be kept either.
      if (request?.readyState === 'pending')
        navigator.locks?.request(name, () => {}).catch(() => {})
    },
    close,
  }
}

export function applyChanges(objectStore: IDBObjectStore, changes: readonly Change[]): void {
  for (const change of changes) {
    if ('put' in change) objectStore.put(change.value, [...change.put])
    else objectStore.delete(keysUnder(change.delete))
  }
}

/**
 * An array sorts after every string and number, so this is "all keys that begin with prefix", or
 * those of them that come after one.
 */
export function keysUnder(prefix: Key, after?: Key): IDBKeyRange {
  return IDBKeyRange.bound([...(after ?? prefix)], [...prefix, []], !!after)
}
