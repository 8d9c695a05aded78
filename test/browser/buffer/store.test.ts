import { describe, expect, it, onTestFinished, vi } from 'vitest'

import { createFallbackStore } from '../../../src/buffer/fallback-store.ts'
import { createIndexedDbStore } from '../../../src/buffer/indexed-db-store.ts'
import { createMemoryStore } from '../../../src/buffer/memory-store.ts'
import type { Store } from '../../../src/buffer/store.ts'
import { freshStore } from '../../helpers/fresh-store.ts'

const stores: [string, () => Store][] = [
  ['in IndexedDB', () => freshStore().store],
  ['in memory', createMemoryStore],
]

describe.each(stores)('a store %s', (_, create) => {
  it('lists what lies under a prefix, in key order', async () => {
    const store = create()
    await store.write([
      { put: ['b', 'p', 10, 'x'], value: 3 },
      { put: ['b', 'p', 9, 'y'], value: 1 },
      { put: ['b', 'p', 9, 'y', 0], value: 2 },
      { put: ['b', 'other', 1], value: 4 },
      { put: ['c'], value: 5 },
    ])

    const records = await store.list(['b', 'p'])

    expect(records.map(({ value }) => value)).toEqual([1, 2, 3])
    expect(records[0]!.key).toEqual(['b', 'p', 9, 'y'])
  })

  it('gives no more than the limit', async () => {
    const store = create()
    await store.write([1, 2, 3].map((value) => ({ put: ['b', value], value })))

    expect(await store.list(['b'], 2)).toHaveLength(2)
  })

  it('replaces what it read by what was decided', async () => {
    const store = create()
    await store.write([{ put: ['a', 1], value: 20 }])

    await store.update(['a'], ([record]) => [
      { delete: record!.key },
      { put: ['b', 1], value: (record!.value as number) + 1 },
    ])

    expect(await store.list(['a'])).toEqual([])
    expect(await store.list(['b'])).toEqual([{ key: ['b', 1], value: 21 }])
  })

  it('leaves everything as it was when the decision throws', async () => {
    const store = create()
    await store.write([{ put: ['a', 1], value: 1 }])

    await expect(
      store.update(['a'], () => {
        throw new Error('no')
      }),
    ).rejects.toThrow('no')

    expect(await store.list(['a'])).toHaveLength(1)
  })
})

describe('a store in IndexedDB', () => {
  it('goes on with a new database when the page deletes it', async () => {
    const { store, name } = freshStore()
    await store.write([{ put: ['a'], value: 1 }])

    await new Promise((resolve, reject) => {
      const request = indexedDB.deleteDatabase(name)
      request.onsuccess = resolve
      request.onerror = reject
    })
    await store.write([{ put: ['a'], value: 2 }])

    expect(await store.list(['a'])).toEqual([{ key: ['a'], value: 2 }])
  })
})

describe('a store with a fallback', () => {
  it('turns to memory when IndexedDB is refused, keeps the write, and says so once', async () => {
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('refused', 'SecurityError')
    })
    const onFallback = vi.fn()
    const store = createFallbackStore(freshStore().store, createMemoryStore(), onFallback)

    await store.write([{ put: ['a'], value: 1 }])
    await store.write([{ put: ['b'], value: 2 }])
    vi.restoreAllMocks()

    expect(await store.list(['a'])).toEqual([{ key: ['a'], value: 1 }])
    expect(onFallback).toHaveBeenCalledOnce()
  })
})

describe('a database that the browser closes during an update', () => {
  it('fails the update, and leaves no unhandled rejection to the page', async () => {
    const reasons: unknown[] = []
    const listener = (event: PromiseRejectionEvent) => {
      event.preventDefault()
      reasons.push(event.reason)
    }
    window.addEventListener('unhandledrejection', listener)
    onTestFinished(() => window.removeEventListener('unhandledrejection', listener))
    const { database } = freshStore()
    let aborted: Promise<unknown> | undefined
    const store = createIndexedDbStore({
      ...database,
      use: (mode, run) =>
        database.use(mode, (objectStore) => {
          const result = run(objectStore)
          const { transaction } = objectStore
          aborted = new Promise((resolve) => transaction.addEventListener('abort', resolve))
          transaction.abort()
          return result
        }),
    })

    await expect(store.update(['a'], () => [])).rejects.toBeDefined()
    await aborted
    // The browser tells of rejections after the task they happened in.
    await new Promise((resolve) => setTimeout(resolve))

    expect(reasons).toEqual([])
  })
})
