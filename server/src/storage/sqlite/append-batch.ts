import type { AppendResult } from '../event-store.ts'
import type { PackedBatch } from '../pack-batch.ts'
import { encodeEntries } from './batch-codec.ts'
import type { BatchIndex } from './batch-index.ts'
import type { Database } from './database.ts'
import { dayOf, type Segments } from './segments.ts'

/** How long a key is remembered: longer than any client keeps a batch it could not deliver. */
const IDEMPOTENCY_WINDOW = 7 * 24 * 60 * 60_000

/**
 * Stores a batch, unless its idempotency key is known. Batch, key, index and figures are rows of
 * one file, so whatever transaction is open there holds all of them or none.
 */
export function appendBatch(
  segments: Segments,
  index: BatchIndex,
  batch: PackedBatch,
): AppendResult {
  const repeated = findRepeated(segments, batch)
  if (repeated) return repeated
  const db = segments.open(dayOf(batch.receivedAt))
  index.add(db, insertBatch(db, batch), batch)
  return { accepted: batch.counts.total, repeated: false }
}

function findRepeated(segments: Segments, batch: PackedBatch): AppendResult | undefined {
  const { projectId, idempotencyKey, receivedAt } = batch
  if (idempotencyKey === null) return undefined

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

function insertBatch(db: Database, batch: PackedBatch): number {
  const { counts, json } = batch
  const inserted = db
    .prepare<{ batchId: number }>(
      `INSERT INTO batches (project_id, session_id, received_at, min_time, max_time, entry_count,
         error_count, warn_count, network_failed_count, idempotency_key, bytes, entries)
       VALUES (:projectId, :sessionId, :receivedAt, :minTime, :maxTime, :total,
         :error, :warn, :networkFailed, :idempotencyKey, :bytes, :entries)
       RETURNING batch_id AS batchId`,
    )
    .get({
      projectId: batch.projectId,
      sessionId: batch.sessionId,
      receivedAt: batch.receivedAt,
      minTime: batch.minTime,
      maxTime: batch.maxTime,
      total: counts.total,
      error: counts.error,
      warn: counts.warn,
      networkFailed: counts.network_failed,
      idempotencyKey: batch.idempotencyKey,
      bytes: json.byteLength,
      entries: encodeEntries(json),
    })
  if (!inserted) throw new Error('The batch was not inserted')
  return inserted.batchId
}
