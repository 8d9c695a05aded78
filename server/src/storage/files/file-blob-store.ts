import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { once } from 'node:events'

import type { BlobStore } from '../blob-store.ts'

/** Blobs as files under `folder`, spread over subfolders by the first two letters of the name. */
export function createFileBlobStore(folder: string): BlobStore {
  const pathOf = (name: string) => join(folder, name.slice(0, 2), name)

  return {
    async put(name, bytes) {
      const path = pathOf(name)
      // A name of its own: the same blob may be put twice at once.
      const unfinished = `${path}-${randomUUID()}.part`
      await mkdir(dirname(path), { recursive: true })
      await writeDurably(unfinished, bytes)
      await rename(unfinished, path)
      // The rename itself is on disk only when the folder is.
      await syncFolder(dirname(path))
    },
    async read(name) {
      const stream = createReadStream(pathOf(name))
      try {
        await once(stream, 'open')
        return stream
      } catch (error) {
        if (isMissing(error)) return undefined
        throw error
      }
    },
    async remove(name) {
      await rm(pathOf(name), { force: true })
    },
  }
}

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'w')
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

async function syncFolder(path: string): Promise<void> {
  // Windows has no way to open a folder; its file system orders the rename by itself.
  if (process.platform === 'win32') return
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
