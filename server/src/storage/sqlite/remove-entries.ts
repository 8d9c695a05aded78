import { rmSync, statSync } from 'node:fs'

import { emptyLog } from './empty-log.ts'
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
    const remove = db.prepare('DELETE FROM batches WHERE session_id = :sessionId')
    db.exec('PRAGMA secure_delete = ON')
    const removed = db.transaction(() => {
      let rows = 0
      for (const sessionId of sessionIds) rows += remove.run({ sessionId })
      // What FTS5 deletes it only marks, until its pages are merged.
      if (rows > 0) db.exec(`INSERT INTO notable_texts (notable_texts) VALUES ('rebuild')`)
      return rows
    })
    if (removed > 0) emptyLog(db)
    db.exec('PRAGMA secure_delete = OFF')
  }
}
