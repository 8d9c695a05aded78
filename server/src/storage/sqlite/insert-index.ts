import type { PackedBatch } from '../pack-batch.ts'
import type { Database } from './database.ts'

/** Stores what finds and counts the entries of a batch, in the transaction of the batch itself. */
export function insertIndex(
  db: Database,
  batchId: number,
  { projectId, sessionId, notable, minutes }: Omit<PackedBatch, 'json'>,
): void {
  const insertNotable = db.prepare<{ notableId: number }>(
    `INSERT INTO notable (batch_id, position, project_id, session_id, time, kind, text)
     VALUES (:batchId, :position, :projectId, :sessionId, :time, :kind, :text)
     RETURNING notable_id AS notableId`,
  )
  const insertText = db.prepare(
    'INSERT INTO notable_texts (rowid, text) VALUES (:notableId, :text)',
  )
  const addMinute = db.prepare(
    `INSERT INTO minutes (project_id, minute, entries, errors, warnings, requests, failed_requests, bytes)
     VALUES (:projectId, :minute, :entries, :errors, :warnings, :requests, :failedRequests, :bytes)
     ON CONFLICT DO UPDATE SET entries = entries + excluded.entries,
       errors = errors + excluded.errors, warnings = warnings + excluded.warnings,
       requests = requests + excluded.requests,
       failed_requests = failed_requests + excluded.failed_requests, bytes = bytes + excluded.bytes`,
  )
  const addDurations = db.prepare(
    `INSERT INTO durations (project_id, minute, bucket, count)
     VALUES (:projectId, :minute, :bucket, :count)
     ON CONFLICT DO UPDATE SET count = count + excluded.count`,
  )

  for (const entry of notable) {
    const inserted = insertNotable.get({ ...entry, batchId, projectId, sessionId })
    if (inserted) insertText.run({ notableId: inserted.notableId, text: entry.text })
  }
  for (const { durations, ...figures } of minutes) {
    addMinute.run({ ...figures, projectId })
    for (const [bucket, count] of durations) {
      addDurations.run({ projectId, minute: figures.minute, bucket, count })
    }
  }
}
