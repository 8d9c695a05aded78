import type { AppendResult, EntryBatch, EntryCounts, EventStore } from '../event-store.ts'
import { clockLead, happenedUpTo } from '../moment.ts'
import { countEntries, encodeEntries } from './batch-codec.ts'
import { latestEntries, pageOfEntries, straddles } from './read-entries.ts'
import { batchReader } from './read-batches.ts'
import { createSegments, dayOf, type Segments } from './segments.ts'

/** How long a key is remembered: longer than any client keeps a batch it could not deliver. */
const IDEMPOTENCY_WINDOW = 7 * 24 * 60 * 60_000

/** Log entries in day segments under `folder`, one compressed row a batch. */
export function createSqliteEventStore(folder: string): EventStore {
  const segments = createSegments(folder)
  const batches = batchReader(segments)

  // Each function does its work in one turn and is asynchronous only by contract: two calls
  // never interleave, which is what makes look-up and insert of an idempotency key one step.
  return {
    async append(batch) {
      return findRepeated(segments, batch) ?? insert(segments, batch)
    },
    async latest(range, limit) {
      return latestEntries(batches, range, limit)
    },
    async page(range, page) {
      return pageOfEntries(batches, range, page)
    },
    async count(range) {
      const heads = batches.heads(range)
      const until = range.until
      if (until === undefined) return sum(heads.map(({ counts }) => counts))

      const moment = { until, lead: clockLead(heads, until) }
      return sum(
        heads.map((head) =>
          straddles(head, moment)
            ? countEntries(
                batches
                  .entries(head)
                  .filter(({ time }) => happenedUpTo(moment, { receivedAt: head.receivedAt, time }))
                  .map(({ entry }) => entry),
              )
            : head.counts,
        ),
      )
    },
    async clockLead(range) {
      return clockLead(batches.heads(range), range.until)
    },
    async lastReceivedAt(projectId) {
      for (const day of segments.days('').reverse()) {
        const newest = segments
          .open(day)
          .prepare<{ received_at: number }>(
            'SELECT received_at FROM batches WHERE project_id = :projectId ORDER BY batch_id DESC LIMIT 1',
          )
          .get({ projectId })
        if (newest) return newest.received_at
      }
      return undefined
    },
    async close() {
      segments.close()
    },
  }
}

function findRepeated(segments: Segments, batch: EntryBatch): AppendResult | undefined {
  const { projectId, idempotencyKey, receivedAt } = batch
  if (idempotencyKey === undefined) return undefined

  for (const day of segments.days(dayOf(receivedAt - IDEMPOTENCY_WINDOW)).reverse()) {
    const first = segments
      .open(day)
      .prepare<{ entry_count: number }>(
        'SELECT entry_count FROM batches WHERE project_id = :projectId AND idempotency_key = :idempotencyKey',
      )
      .get({ projectId, idempotencyKey })
    if (first) return { accepted: first.entry_count, repeated: true }
  }
  return undefined
}

function insert(segments: Segments, batch: EntryBatch): AppendResult {
  const times = batch.entries.map(({ timestamp }) => Date.parse(timestamp))
  const counts = countEntries(batch.entries)

  segments
    .open(dayOf(batch.receivedAt))
    .prepare(
      `INSERT INTO batches (project_id, session_id, received_at, min_time, max_time, entry_count,
         error_count, warn_count, network_failed_count, idempotency_key, entries)
       VALUES (:projectId, :sessionId, :receivedAt, :minTime, :maxTime, :total,
         :error, :warn, :networkFailed, :idempotencyKey, :entries)`,
    )
    .run({
      projectId: batch.projectId,
      sessionId: batch.sessionId,
      receivedAt: batch.receivedAt,
      minTime: Math.min(...times),
      maxTime: Math.max(...times),
      total: counts.total,
      error: counts.error,
      warn: counts.warn,
      networkFailed: counts.network_failed,
      idempotencyKey: batch.idempotencyKey ?? null,
      entries: encodeEntries(batch.entries),
    })
  return { accepted: batch.entries.length, repeated: false }
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
