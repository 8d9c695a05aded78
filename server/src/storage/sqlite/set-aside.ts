import { existsSync, renameSync } from 'node:fs'

import { openDatabase, type Database } from './database.ts'
import { decodeEntries } from './batch-codec.ts'
import { createBatchIndex } from './batch-index.ts'
import { packBatch } from '../pack-batch.ts'
import { runDatabasePath } from './open-run-database.ts'
import type { HeadRow } from './read-batches.ts'
import type { RunFile } from './run-file.ts'
import { segmentPath, type Segments } from './segments.ts'

export interface SetAside {
  /** The day whose entries it holds, or the runs of agents. */
  of: { day: string } | 'runs'
  /** Where the damaged file is now. */
  path: string
  /** How many batches could be read from it, and stand in the new file. */
  saved: number
}

interface BatchRow extends HeadRow {
  project_id: string
  session_id: string
  idempotency_key: string | null
  bytes: number
  entries: Uint8Array
}

/**
 * Puts a damaged day out of the way and begins it anew with all that can still be read, under the
 * ids it had. The damaged file is kept for a person to look at. `undefined` when the file is sound,
 * or gone: who complained had an older one open.
 */
export function setAside(folder: string, segments: Segments, day: string): SetAside | undefined {
  if (!segments.has(day) || isSound(() => segments.open(day))) return undefined
  segments.release(day)
  const aside = moveAside(segmentPath(folder, day))
  return { of: { day }, path: aside, saved: salvage(aside, segments.open(day)) }
}

/** Puts a damaged `runs.db` out of the way; the next that opens it begins a new one. */
export function setRunsAside(folder: string, file: RunFile): SetAside {
  file.release()
  return { of: 'runs', path: moveAside(runDatabasePath(folder)), saved: 0 }
}

/** Whether a database has no damage that a walk through all its pages finds. */
export function isSound(open: () => Database): boolean {
  try {
    const check = open().prepare<{ quick_check: string }>('PRAGMA quick_check(1)')
    return check.get()?.quick_check === 'ok'
  } catch {
    return false
  }
}

/** With its write-ahead log, which may hold what the file does not. */
function moveAside(path: string): string {
  const aside = freePath(path)
  // The file last: who dies in between finds it here still, and its log where it goes.
  for (const suffix of ['-wal', '-shm', '']) {
    if (existsSync(path + suffix)) renameSync(path + suffix, aside + suffix)
  }
  return aside
}

function freePath(path: string): string {
  for (let number = 1; ; number += 1) {
    const free = path.replace(/\.db$/, `.corrupt-${number}.db`)
    if (!existsSync(free)) return free
  }
}

/** From both ends, because one bad page in the middle ends a walk. */
function salvage(from: string, to: Database): number {
  let damaged: Database
  try {
    damaged = openDatabase(from, { readOnly: true })
  } catch {
    return 0
  }

  const insert = to.prepare(
    `INSERT OR IGNORE INTO batches (batch_id, project_id, session_id, received_at, min_time, max_time,
       entry_count, error_count, warn_count, network_failed_count, idempotency_key, bytes, entries)
     VALUES (:batch_id, :project_id, :session_id, :received_at, :min_time, :max_time,
       :entry_count, :error_count, :warn_count, :network_failed_count, :idempotency_key, :bytes, :entries)`,
  )
  const index = createBatchIndex()
  let saved = 0
  to.transaction(() => {
    for (const order of ['ASC', 'DESC']) {
      try {
        const rows = damaged.prepare<BatchRow>(`SELECT * FROM batches ORDER BY batch_id ${order}`)
        for (const row of rows.iterate()) {
          const packed = packRow(row)
          if (!packed || insert.run({ ...row }) === 0) continue
          index.add(to, row.batch_id, packed)
          saved += 1
        }
      } catch {
        // The walk came to the damage; what lies behind it is reached from the other end.
      }
    }
    index.flush(to)
  })
  damaged.close()
  return saved
}

/** `undefined` when the row's own bytes are damaged. */
function packRow(row: BatchRow) {
  try {
    return packBatch({
      projectId: row.project_id,
      sessionId: row.session_id,
      receivedAt: row.received_at,
      entries: decodeEntries(row.entries),
    })
  } catch {
    return undefined
  }
}
