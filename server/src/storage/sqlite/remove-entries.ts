import { rmSync, statSync } from 'node:fs'

import { emptyLog } from './empty-log.ts'
import { reindexTexts } from './index-texts.ts'
import { notableIdOf } from './notable-id.ts'
import { segmentPath, type Segments } from './segments.ts'

/** Removes a day's file. Whoever reads it meanwhile goes on; its space is free when they are done. */
export function dropDay(folder: string, segments: Segments, day: string): number {
  segments.release(day)
  let freed = 0
  for (const suffix of ['', '-wal', '-shm']) {
    const path = segmentPath(folder, day) + suffix
    freed += statSync(path, { throwIfNoEntry: false })?.size ?? 0
    rmSync(path, { force: true })
  }
  return freed
}

/**
 * Removes sessions so that nothing of them is left in the files: deleted rows are overwritten, the
 * text index is built anew, and the write-ahead log is emptied.
 */
export function eraseSessions(segments: Segments, sessionIds: readonly string[]): void {
  for (const day of segments.days()) {
    const db = segments.open(day)
    const batches = db.prepare<{ batchId: number }>(
      'SELECT batch_id AS batchId FROM batches WHERE session_id = :sessionId',
    )
    const remove = db.prepare('DELETE FROM batches WHERE batch_id = :batchId')
    const removeNotable = db.prepare(
      'DELETE FROM notable WHERE notable_id >= :first AND notable_id < :end',
    )
    const removed = db.transaction(() => {
      let rows = 0
      for (const sessionId of sessionIds) {
        for (const { batchId } of batches.all({ sessionId })) {
          removeNotable.run({ first: notableIdOf(batchId, 0), end: notableIdOf(batchId + 1, 0) })
          rows += remove.run({ batchId })
        }
      }
      if (rows > 0) reindexTexts(db)
      return rows
    })
    if (removed > 0) emptyLog(db)
  }
}
