import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

import type { BlobStore } from './blob-store.ts'
import { JOB_CALLS, META_CALLS } from './embedded/call-kinds.ts'
import { divideCalls } from './embedded/divide-calls.ts'
import { createEmbeddedEventStore } from './embedded/embedded-event-store.ts'
import { createEmbeddedTraceStore } from './embedded/embedded-trace-store.ts'
import { createReaders } from './embedded/readers.ts'
import { createWriter, type Writer } from './embedded/writer.ts'
import type { EventStore } from './event-store.ts'
import { createFileBlobStore } from './files/file-blob-store.ts'
import { lockFolder } from './folder-lock.ts'
import type { JobQueue } from './job-queue.ts'
import type { MetaStore } from './meta-store.ts'
import { isDamaged } from './sqlite/damage.ts'
import { openMetaDatabase, readMetaDatabase } from './sqlite/open-meta-database.ts'
import { openRunDatabase } from './sqlite/open-run-database.ts'
import type { SetAside } from './sqlite/set-aside.ts'
import { createSqliteJobQueue } from './sqlite/sqlite-job-queue.ts'
import { createSqliteMetaStore } from './sqlite/sqlite-meta-store.ts'
import type { TraceStore } from './trace-store.ts'

export interface Stores {
  events: EventStore
  meta: MetaStore
  traces: TraceStore
  blobs: BlobStore
  jobs: JobQueue
  /** What waits to be written. */
  pending: Writer['pending']
  /** Makes the first query as fast as the others. */
  wake: () => void
  close(): Promise<void>
}

export interface DataFolderOptions {
  /** The modules of the writer thread and of a reader process. */
  entries: { writer: URL; reader: URL }
  /** Bytes of runs that a commit takes in at once, instead of behind it. */
  directBytes?: number
  /** A damaged file was put out of the way. */
  onSetAside: (setAside: SetAside) => void
  /** A batch of runs that was acknowledged could not be taken in; `runs.db` keeps it aside. */
  onRefusedRuns: (error: Error) => void
  /** The writer thread died; another one is started. */
  onWriterDeath: (error: Error) => void
}

/** Opens the embedded stores in one folder, as the only collector on it. */
export async function openDataFolder(folder: string, options: DataFolderOptions): Promise<Stores> {
  const unlock = lockFolder(folder)
  try {
    return await openStores(folder, options, unlock)
  } catch (error) {
    unlock()
    throw error
  }
}

async function openStores(
  folder: string,
  { entries, directBytes, onSetAside, onRefusedRuns, onWriterDeath }: DataFolderOptions,
  unlock: () => void,
): Promise<Stores> {
  // Here first, where an error keeps its class: a folder of a newer version is refused in words.
  openMetaDatabase(folder).close()
  checkRunDatabase(folder)
  const writer = await createWriter({
    entry: entries.writer,
    folder,
    ...(directBytes !== undefined && { directBytes }),
    onSetAside,
    onRefusedRuns,
    onDeath: onWriterDeath,
  })
  const readers = createReaders({ entry: entries.reader, folder })
  const db = readMetaDatabase(folder)

  return {
    events: createEmbeddedEventStore(writer, readers),
    meta: divideCalls('meta', {
      here: createSqliteMetaStore(db),
      writer,
      readers,
      kinds: META_CALLS,
    }),
    jobs: divideCalls('jobs', {
      here: createSqliteJobQueue(db),
      writer,
      readers,
      kinds: JOB_CALLS,
    }),
    traces: createEmbeddedTraceStore(writer, readers),
    blobs: createFileBlobStore(join(folder, 'blobs')),
    pending: writer.pending,
    wake: readers.wake,
    async close() {
      await readers.close()
      // The writer is the last, because only it can empty the write-ahead logs.
      db.close()
      await writer.close()
      unlock()
    },
  }
}

/** Throws for runs of a newer version. The writer puts a damaged file aside, the log goes on. */
function checkRunDatabase(folder: string): void {
  try {
    openRunDatabase(folder).close()
  } catch (error) {
    if (!isDamaged(error)) throw error
  }
}

/** Opens what the `keys` command needs; it may run beside a collector. */
export function openMetaStore(folder: string): MetaStore {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return createSqliteMetaStore(openMetaDatabase(folder))
}
