import { statSync } from 'node:fs'

import type { EntryCounts, EntryRange, EventReader } from '../event-store.ts'
import { clockLead, happenedUpTo } from '../moment.ts'
import { countEntries } from '../pack-batch.ts'
import { latestEntries, pageOfEntries, straddles } from './read-entries.ts'
import { batchReader, type BatchReader } from './read-batches.ts'
import { readSeries } from './read-series.ts'
import { searchEntries } from './search-entries.ts'
import { segmentPath, type Segments } from './segments.ts'

/** Everything that is read of log entries, over the day segments of a folder. */
export function eventQueries(folder: string, segments: Segments): EventReader {
  const batches = batchReader(segments)

  return {
    async latest(range, limit) {
      return latestEntries(batches, range, limit)
    },
    async page(range, page) {
      return pageOfEntries(batches, range, page)
    },
    async counts(ranges) {
      return ranges.map((range) => countRange(batches, range))
    },
    async clockLead(range) {
      return clockLead(batches.heads(range), range.until)
    },
    async lastReceivedAt(projectId) {
      for (const day of segments.days().reverse()) {
        const newest = segments
          .open(day)
          .prepare<{ receivedAt: number }>(
            'SELECT received_at AS receivedAt FROM last_received WHERE project_id = :projectId',
          )
          .get({ projectId })
        if (newest) return newest.receivedAt
      }
      return undefined
    },
    async series(query) {
      return readSeries(segments, query)
    },
    async search(query) {
      return searchEntries(segments, query)
    },
    async days() {
      return segments.days().map((day) => ({ day, bytes: sizeOf(segmentPath(folder, day)) }))
    },
  }
}

/** From the counts that stand beside each batch; only one that straddles the moment is opened. */
function countRange(batches: BatchReader, range: EntryRange): EntryCounts {
  const heads = batches.heads(range)
  const { until } = range
  if (until === undefined) return sum(heads.map(({ counts }) => counts))

  const moment = { until, lead: clockLead(heads, until) }
  return sum(
    heads.map((head) => {
      if (!straddles(head, moment)) return head.counts
      const { receivedAt } = head
      const within = batches
        .entries(head)
        .filter(({ time }) => happenedUpTo(moment, { receivedAt, time }))
      return countEntries(within.map(({ entry }) => entry))
    }),
  )
}

function sum(counts: readonly EntryCounts[]): EntryCounts {
  const total: EntryCounts = { error: 0, warn: 0, network_failed: 0, total: 0 }
  for (const each of counts) {
    total.error += each.error
    total.warn += each.warn
    total.network_failed += each.network_failed
    total.total += each.total
  }
  return total
}

function sizeOf(path: string): number {
  const files = [path, `${path}-wal`].map((file) => statSync(file, { throwIfNoEntry: false }))
  return files.reduce((bytes, stats) => bytes + (stats?.size ?? 0), 0)
}
