import { randomUUID } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'

import type { BlobStore } from '../storage/blob-store.ts'
import type { StoredEntry } from '../storage/event-store.ts'

const compress = promisify(gzip)
const decompress = promisify(gunzip)

/** Keeps the entries of an issue beyond their day; returns the name of the blob. */
export async function writeEvidence(
  blobs: BlobStore,
  entries: readonly StoredEntry[],
): Promise<string> {
  const name = randomUUID()
  await blobs.put(name, await compress(JSON.stringify(entries)))
  return name
}

/** `undefined` when the file is gone. */
export async function readEvidence(
  blobs: BlobStore,
  name: string,
): Promise<StoredEntry[] | undefined> {
  const stream = await blobs.read(name)
  if (!stream) return undefined
  // Nothing else ever stands under a name that evidence was given.
  return JSON.parse((await decompress(await buffer(stream))).toString('utf8')) as StoredEntry[]
}
