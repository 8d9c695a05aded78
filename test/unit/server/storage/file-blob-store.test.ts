import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'

import { describe, expect, it } from 'vitest'

import { createFileBlobStore } from '../../../../server/src/storage/files/file-blob-store.ts'
import { temporaryFolder } from '../../../helpers/temporary-folder.ts'

describe('the blob store on files', () => {
  it('gives back what was put, and nothing for an unknown name', async () => {
    const store = createFileBlobStore(temporaryFolder())
    await store.put('abc', Buffer.from([1, 2, 3]))

    const stream = await store.read('abc')

    expect(stream && (await buffer(stream))).toEqual(Buffer.from([1, 2, 3]))
    expect(await store.read('other')).toBeUndefined()
  })

  it('replaces a blob as a whole and leaves no unfinished file', async () => {
    const folder = temporaryFolder()
    const store = createFileBlobStore(folder)
    await store.put('abc', Buffer.from('old'))
    // As a crash in the middle of an earlier write would leave it.
    writeFileSync(join(folder, 'ab', 'abc.part'), 'half of someth')

    await store.put('abc', Buffer.from('new'))

    const stream = await store.read('abc')
    expect(stream && String(await buffer(stream))).toBe('new')
    expect(readdirSync(join(folder, 'ab'))).toEqual(['abc'])
  })

  it('forgets a removed blob and does not mind removing it twice', async () => {
    const store = createFileBlobStore(temporaryFolder())
    await store.put('abc', Buffer.from('x'))

    await store.remove('abc')
    await store.remove('abc')

    expect(await store.read('abc')).toBeUndefined()
  })
})
