import type { Readable } from 'node:stream'

/** Large binary objects by name. A name is made by us, never by a client. */
export interface BlobStore {
  /** Resolves when the bytes are on disk under this name; a reader never sees half of them. */
  put(name: string, bytes: Uint8Array): Promise<void>
  /** `undefined` when there is no such blob. */
  read(name: string): Promise<Readable | undefined>
  remove(name: string): Promise<void>
}
