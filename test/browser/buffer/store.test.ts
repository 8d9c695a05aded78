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

  it('lists keys alone', async () => {
    const store = create()
    await store.write([
      { put: ['b', 2], value: 1 },
      { put: ['b', 1], value: 1 },
      { put: ['c'], value: 1 },
    ])

    expect(await store.keys(['b'])).toEqual([
      ['b', 1],
      ['b', 2],
    ])
  })

  it('decides over what lies between two keys', async () => {
    const store = create()
    await store.write([1, 2, 3, 4].map((value) => ({ put: ['a', value], value })))

    await store.update(['a'], (records) => records.map(({ key }) => ({ delete: key })), {
      from: ['a', 2],
      to: ['a', 3],
    })

    expect(await store.keys(['a'])).toEqual([
      ['a', 1],
      ['a', 4],
    ])
  })

  it('goes on after a key', async () => {
    const store = create()
    await store.write([1, 2, 3, 4].map((value) => ({ put: ['a', value], value })))

    expect(await store.list(['a'], 2, ['a', 1])).toEqual([
      { key: ['a', 2], value: 2 },
      { key: ['a', 3], value: 3 },
    ])
  })

  it('deletes with a key those that begin with it', async () => {
    const store = create()
    await store.write([['a'], ['a', 1], ['b', 'a']].map((put) => ({ put, value: 1 })))

    await store.write([{ delete: ['a'] }])

    expect(await store.keys([])).toEqual([['b', 'a']])
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
    const store = createFallbackStore(freshStore().store, createMemoryStore, {
      onFallback,
      makeRoom: async () => {},
    })

    await store.write([{ put: ['a'], value: 1 }])
    await store.write([{ put: ['b'], value: 2 }])
    vi.restoreAllMocks()

    expect(await store.list(['a'])).toEqual([{ key: ['a'], value: 1 }])
    expect(onFallback).toHaveBeenCalledOnce()
  })
})

describe('a store with a fallback, when IndexedDB works again', () => {
  const makeStores = () => {
    const device = freshStore().store
    let failure: Error | undefined
    const flaky = Object.fromEntries(
      Object.entries(device).map(([name, operation]) => [
        name,
        (...given: never[]) =>
          failure
            ? Promise.reject(failure)
            : (operation as (...given: never[]) => unknown)(...given),
      ]),
    ) as unknown as Store
    let time = 0
    const makeRoom = vi.fn(async () => {})
    const onFallback = vi.fn()
    const now = () => time
    const store = createFallbackStore(flaky, createMemoryStore, { onFallback, makeRoom, now })
    return {
      ...{ device, store, makeRoom, onFallback },
      fail: (next: Error | undefined) => (failure = next),
      wait: (milliseconds: number) => (time += milliseconds),
    }
  }

  it('tells it what it has missed, and uses it again', async () => {
    const { device, store, fail, wait } = makeStores()
    await store.write([
      { put: ['a', 1], value: 'sealed meanwhile' },
      { put: ['a', 2], value: 'kept' },
    ])
    fail(new Error('no'))
    await store.write([{ delete: ['a', 1] }, { put: ['b'], value: 1 }])
    expect(store.isOnDevice()).toBe(false)
    await store.update(['b'], () => [{ put: ['b'], value: 2 }])
    fail(undefined)
    expect(await store.list(['b'])).toEqual([{ key: ['b'], value: 2 }])
    expect(await device.list(['b'])).toEqual([])

    wait(10_000)

    expect(await store.list(['a'])).toEqual([{ key: ['a', 2], value: 'kept' }])
    expect(await device.list([])).toEqual([
      { key: ['a', 2], value: 'kept' },
      { key: ['b'], value: 2 },
    ])
    expect(store.isOnDevice()).toBe(true)
  })

  it('loses nothing that is written while it is being told', async () => {
    const { device, store, fail, wait } = makeStores()
    fail(new Error('no'))
    await store.write([{ put: ['a', 0], value: 0 }])
    fail(undefined)
    wait(10_000)

    await Promise.all([1, 2, 3].map((value) => store.write([{ put: ['a', value], value }])))

    expect((await device.list(['a'])).map(({ value }) => value)).toEqual([0, 1, 2, 3])
  })

  it('does not ask it again at once, for it may hang', async () => {
    const { device, store, fail, wait } = makeStores()
    fail(new Error('no'))
    await store.write([{ put: ['a', 0], value: 0 }])
    fail(undefined)

    wait(9_000)
    await store.write([{ put: ['a', 1], value: 1 }])

    expect(await device.list(['a'])).toEqual([])
  })

  it('makes room when the quota is used up, and writes again', async () => {
    const { device, store, fail, makeRoom, onFallback } = makeStores()
    fail(new DOMException('full', 'QuotaExceededError'))
    makeRoom.mockImplementation(async () => void fail(undefined))

    await store.write([{ put: ['a'], value: 1 }])

    expect(await device.list(['a'])).toHaveLength(1)
    expect(onFallback).not.toHaveBeenCalled()
  })

  it('keeps in memory what a full device does not take', async () => {
    const { store, fail, onFallback } = makeStores()
    fail(new DOMException('full', 'QuotaExceededError'))

    await store.write([{ put: ['a'], value: 1 }])

    expect(await store.list(['a'])).toHaveLength(1)
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
