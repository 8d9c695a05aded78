import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

import { expect, it } from 'vitest'

import { createFileBlobStore } from '../../../../server/src/storage/files/file-blob-store.ts'
import { blobStoreContract } from '../../../helpers/blob-store-contract.ts'
import { temporaryFolder } from '../../../helpers/temporary-folder.ts'

blobStoreContract('the blob store on files', () => createFileBlobStore(temporaryFolder()))

it('is not disturbed by what a crash in the middle of an earlier write has left', async () => {
  const folder = temporaryFolder()
  const store = createFileBlobStore(folder)
  mkdirSync(join(folder, 'ab'))
  writeFileSync(join(folder, 'ab', 'abc.part'), 'half of someth')

  await store.put('abc', Buffer.from('new'))

  const stream = await store.read('abc')
  expect(stream && (await text(stream))).toBe('new')
  // What was left, retention clears away.
  expect(readdirSync(join(folder, 'ab'))).toEqual(['abc', 'abc.part'])
})
