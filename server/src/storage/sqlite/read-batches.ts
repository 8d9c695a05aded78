import type { WireEntry } from 'casefile/protocol'

import type { EntryCounts, EntryRange } from '../event-store.ts'
import type { BatchTimes } from '../moment.ts'
import { LATEST_ARRIVAL } from '../pack-batch.ts'
import { decodeEntries } from './batch-codec.ts'
import { dayOf, type Segments } from './segments.ts'

/** All about a batch but its entries. */
export interface BatchHead extends BatchTimes {
  day: string
  batchId: number
  minTime: number
  counts: EntryCounts
}

/** An entry with its place: by time, then by arrival. */
export interface PlacedEntry {
  time: number
  day: string
  batchId: number
  index: number
  entry: WireEntry
}

export interface BatchReader {
  /** The heads of a session's batches that may hold entries of the range, in order of arrival. */
  heads(range: EntryRange): BatchHead[]
  entries(head: BatchHead): PlacedEntry[]
}

/** The columns of a batch that say what is in it. */
export interface HeadRow {
  batch_id: number
  received_at: number
  min_time: number
  max_time: number
  entry_count: number
  error_count: number
  warn_count: number
  network_failed_count: number
}

export function batchReader(segments: Segments): BatchReader {
  return {
    heads({ sessionId, sessionCreatedAt, until }) {
      const lastDay = until === undefined ? undefined : dayOf(until + LATEST_ARRIVAL)
      return segments
        .days(dayOf(sessionCreatedAt))
        .filter((day) => lastDay === undefined || day <= lastDay)
        .flatMap((day) =>
          segments
            .open(day)
            .prepare<HeadRow>(
              `SELECT batch_id, received_at, min_time, max_time, entry_count, error_count,
                 warn_count, network_failed_count
               FROM batches WHERE session_id = :sessionId ORDER BY batch_id`,
            )
            .all({ sessionId })
            .map((row) => toHead(day, row)),
        )
    },
    entries({ day, batchId }) {
      const row = segments
        .open(day)
        .prepare<{ entries: Uint8Array }>('SELECT entries FROM batches WHERE batch_id = :batchId')
        .get({ batchId })
      if (!row) return []
      return decodeEntries(row.entries).map((entry, index) => {
        return { time: Date.parse(entry.timestamp), day, batchId, index, entry }
      })
    },
  }
}

function toHead(day: string, row: HeadRow): BatchHead {
  return {
    day,
    batchId: row.batch_id,
    receivedAt: row.received_at,
    minTime: row.min_time,
    maxTime: row.max_time,
    counts: {
      error: row.error_count,
      warn: row.warn_count,
      network_failed: row.network_failed_count,
      total: row.entry_count,
    },
  }
}
