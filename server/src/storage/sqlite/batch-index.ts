import type { PackedBatch } from '../pack-batch.ts'
import type { Database } from './database.ts'
import { createMinuteCache, type MinuteCache } from './minute-figures.ts'
import { notableIdOf } from './notable-id.ts'

/** What finds and counts the entries of batches. */
export interface BatchIndex {
  /** Adds a batch that is stored, in the transaction it is stored in. */
  add(db: Database, batchId: number, batch: PackedBatch): void
  /** Writes the figures, as the last thing of that transaction. */
  flush(db: Database): void
  /** Must be called after a transaction that failed. */
  forget(db: Database): void
}

export function createBatchIndex(): BatchIndex {
  const minutes = new WeakMap<Database, MinuteCache>()

  return {
    add(db, batchId, { projectId, receivedAt, notable, minutes: figures }) {
      const insert = db.prepare(
        `INSERT INTO notable (notable_id, project_id, time, kind, text)
         VALUES (:notableId, :projectId, :time, :kind, :text)`,
      )
      for (const { position, time, kind, text } of notable) {
        insert.run({ notableId: notableIdOf(batchId, position), projectId, time, kind, text })
      }
      db.prepare(
        `INSERT INTO last_received (project_id, received_at) VALUES (:projectId, :receivedAt)
         ON CONFLICT DO UPDATE SET received_at = max(received_at, excluded.received_at)`,
      ).run({ projectId, receivedAt })

      const cache = minutes.get(db) ?? createMinuteCache(db)
      minutes.set(db, cache)
      for (const minute of figures) cache.add(projectId, minute)
    },
    flush: (db) => minutes.get(db)?.flush(),
    forget: (db) => void minutes.delete(db),
  }
}
