import { existsSync } from 'node:fs'
import { join } from 'node:path'

import type { Stores } from '../storage/data-folder.ts'
import { createFileBlobStore } from '../storage/files/file-blob-store.ts'
import { lockFolder } from '../storage/folder-lock.ts'
import { openMetaDatabase, readMetaDatabase } from '../storage/sqlite/open-meta-database.ts'
import { createSegments } from '../storage/sqlite/segments.ts'
import { eventQueries } from '../storage/sqlite/event-queries.ts'
import { createSqliteEventStore } from '../storage/sqlite/sqlite-event-store.ts'
import { openRunDatabase, readRunDatabase } from '../storage/sqlite/open-run-database.ts'
import { takeInAll } from '../storage/sqlite/traces/arrivals.ts'
import { createSqliteTraceStore } from '../storage/sqlite/sqlite-trace-store.ts'
import { createSqliteMetaStore } from '../storage/sqlite/sqlite-meta-store.ts'
import type { EventReader } from '../storage/event-store.ts'
import type { MetaStore } from '../storage/meta-store.ts'
import type { TraceStore } from '../storage/trace-store.ts'
import { CareError } from './care-error.ts'
import { lockCare } from './lock-care.ts'

/** Throws unless a collector has worked there. */
export function requireFolder(folder: string): void {
  if (existsSync(join(folder, 'meta.db'))) return
  throw new CareError(`--data ${folder} holds no collector's data.`)
}

/** Works on a folder that no collector runs on, with every store in this thread. */
export async function withStores<Result>(
  folder: string,
  work: (stores: Pick<Stores, 'blobs' | 'events' | 'meta' | 'traces'>) => Promise<Result>,
): Promise<Result> {
  const unlock = lockFolder(folder)
  try {
    const unlockCare = lockCare(folder)
    const meta = createSqliteMetaStore(openMetaDatabase(folder))
    const events = createSqliteEventStore(folder)
    const runs = openRunDatabase(folder)
    const traces = createSqliteTraceStore(runs)
    try {
      takeInAll(runs)
      return await work({ meta, events, traces, blobs: createFileBlobStore(join(folder, 'blobs')) })
    } finally {
      await traces.close()
      await events.close()
      await meta.close()
      unlockCare()
    }
  } finally {
    unlock()
  }
}

/** Looks at a folder, also beside a running collector, and changes nothing. */
export async function readStores<Result>(
  folder: string,
  work: (stores: { meta: MetaStore; events: EventReader; traces: TraceStore }) => Promise<Result>,
): Promise<Result> {
  const meta = createSqliteMetaStore(readMetaDatabase(folder))
  const segments = createSegments(folder, { readOnly: true })
  const traces = createSqliteTraceStore(readRunDatabase(folder))
  try {
    return await work({ meta, traces, events: eventQueries(folder, segments) })
  } finally {
    segments.close()
    await traces.close()
    await meta.close()
  }
}
