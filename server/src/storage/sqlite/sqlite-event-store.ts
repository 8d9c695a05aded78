import type { EventStore } from '../event-store.ts'
import { packBatch } from '../pack-batch.ts'
import { appendBatch } from './append-batch.ts'
import { createBatchIndex } from './batch-index.ts'
import { eventQueries } from './event-queries.ts'
import { dropDay, eraseSessions } from './remove-entries.ts'
import { createSegments, dayOf } from './segments.ts'

/**
 * Log entries in day segments under `folder`, all in this thread: for commands that work alone on
 * a folder. A collector divides the same parts between a writer and readers.
 */
export function createSqliteEventStore(folder: string): EventStore {
  const segments = createSegments(folder)
  const index = createBatchIndex()

  // Each function does its work in one turn and is asynchronous only by contract: two calls
  // never interleave, which is what makes look-up and insert of an idempotency key one step.
  return {
    ...eventQueries(folder, segments),
    async append(batch) {
      const db = segments.open(dayOf(batch.receivedAt))
      try {
        return db.transaction(() => {
          const result = appendBatch(segments, index, packBatch(batch))
          index.flush(db)
          return result
        })
      } catch (error) {
        index.forget(db)
        throw error
      }
    },
    async dropDay(day) {
      return dropDay(folder, segments, day)
    },
    async erase(sessionIds) {
      eraseSessions(segments, sessionIds)
    },
    async close() {
      segments.close()
    },
  }
}
