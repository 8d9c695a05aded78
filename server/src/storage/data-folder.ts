import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import type { BlobStore } from './blob-store.ts'
import type { EventStore } from './event-store.ts'
import { createFileBlobStore } from './files/file-blob-store.ts'
import type { JobQueue } from './job-queue.ts'
import type { MetaStore } from './meta-store.ts'
import { lockFile, openDatabase, type Database } from './sqlite/database.ts'
import { META_MIGRATIONS } from './sqlite/meta-migrations/index.ts'
import { migrate } from './sqlite/migrate.ts'
import { createSqliteEventStore } from './sqlite/sqlite-event-store.ts'
import { createSqliteJobQueue } from './sqlite/sqlite-job-queue.ts'
import { createSqliteMetaStore } from './sqlite/sqlite-meta-store.ts'

export interface Stores {
  events: EventStore
  meta: MetaStore
  blobs: BlobStore
  jobs: JobQueue
  close(): Promise<void>
}

/** Another collector works on the folder. */
export class FolderInUseError extends Error {
  override readonly name = 'FolderInUseError'
}

/** Opens the embedded stores in one folder, as the only collector on it. */
export function openDataFolder(folder: string): Stores {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const unlock = lockFolder(folder)
  try {
    return openStores(folder, unlock)
  } catch (error) {
    unlock()
    throw error
  }
}

function openStores(folder: string, unlock: () => void): Stores {
  const db = openMetaDatabase(folder)
  const meta = createSqliteMetaStore(db)
  const events = createSqliteEventStore(folder)
  return {
    events,
    meta,
    blobs: createFileBlobStore(join(folder, 'blobs')),
    jobs: createSqliteJobQueue(db),
    async close() {
      await events.close()
      await meta.close()
      unlock()
    },
  }
}

/** Opens what the `keys` command needs; it may run beside a collector. */
export function openMetaStore(folder: string): MetaStore {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return createSqliteMetaStore(openMetaDatabase(folder))
}

function openMetaDatabase(folder: string): Database {
  const path = join(folder, 'meta.db')
  const db = openDatabase(path, { durability: 'full' })
  try {
    migrate(db, META_MIGRATIONS, path)
  } catch (error) {
    db.close()
    throw error
  }
  return db
}

/**
 * Holds an exclusive lock of the operating system on `collector.lock` for as long as the process
 * lives. Unlike a file with a process id in it, it can never be stale: it ends with the process,
 * however that ends, and an id that was given out anew (1 in every container) does not matter.
 */
function lockFolder(folder: string): () => void {
  const pidPath = join(folder, 'collector.pid')
  let unlock: () => void
  try {
    unlock = lockFile(join(folder, 'collector.lock'))
  } catch (cause) {
    throw new FolderInUseError(
      `${folder} is in use by another collector${describeOwner(pidPath)}. Stop it first, or choose another folder with --data.`,
      { cause },
    )
  }
  writeFileSync(pidPath, `${process.pid}\n`)
  return () => {
    rmSync(pidPath, { force: true })
    unlock()
  }
}

function describeOwner(pidPath: string): string {
  try {
    return ` (process ${readFileSync(pidPath, 'utf8').trim()})`
  } catch {
    return ''
  }
}
