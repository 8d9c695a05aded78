import { buffer } from 'node:stream/consumers'

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { BlobStore } from '../../server/src/storage/blob-store.ts'

/** What every blob store does; each adapter runs it. */
export function blobStoreContract(name: string, open: () => BlobStore): void {
  const read = async (store: BlobStore, blob: string) => {
    const stream = await store.read(blob)
    return stream && new Uint8Array(await buffer(stream))
  }

  describe(name, () => {
    it('gives back what was put, and nothing for an unknown name', async () => {
      const store = open()
      await store.put('abc', Uint8Array.of(1, 2, 3))

      expect(await read(store, 'abc')).toEqual(Uint8Array.of(1, 2, 3))
      expect(await read(store, 'other')).toBeUndefined()
    })

    it('forgets a removed blob and does not mind removing it twice', async () => {
      const store = open()
      await store.put('abc', Uint8Array.of(1))

      await store.remove('abc')
      await store.remove('abc')

      expect(await read(store, 'abc')).toBeUndefined()
    })

    it('shows one of two blobs that are put under a name at once, never parts of both', async () => {
      const store = open()
      const blobs = [7, 8, 9].map((byte) => new Uint8Array(200_000).fill(byte))

      await Promise.all(blobs.map((bytes) => store.put('abc', bytes)))

      expect(blobs).toContainEqual(await read(store, 'abc'))
    })

    it('agrees with a map on every history', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(anyStep, { maxLength: 20 }), async (steps) => {
          const store = open()
          const model = new Map<string, Uint8Array>()

          for (const { blob, bytes } of steps) {
            if (bytes) {
              await store.put(blob, bytes)
              model.set(blob, bytes)
            } else {
              await store.remove(blob)
              model.delete(blob)
            }
            for (const each of NAMES) expect(await read(store, each)).toEqual(model.get(each))
          }
        }),
        { numRuns: 20 },
      )
    })
  })
}

const NAMES = ['aa-1', 'aa-2', 'bb-1']

const anyStep = fc.record({
  blob: fc.constantFrom(...NAMES),
  bytes: fc.option(fc.uint8Array({ maxLength: 50 }), { nil: undefined }),
})
