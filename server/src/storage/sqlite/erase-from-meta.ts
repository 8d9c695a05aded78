import type { Database } from './database.ts'
import { emptyLog } from './empty-log.ts'

/**
 * Removes all rows of sessions so that nothing of them is left in the file: deleted rows are
 * overwritten, the text index is built anew, and the write-ahead log is emptied.
 */
export function eraseFromMeta(db: Database, sessionIds: readonly string[]): void {
  const ofIssues = 'IN (SELECT issue_id FROM issues WHERE session_id = :sessionId)'
  const removals = [
    `DELETE FROM jobs WHERE subject ${ofIssues}`,
    `DELETE FROM issue_evidence WHERE issue_id ${ofIssues}`,
    'DELETE FROM issues WHERE session_id = :sessionId',
    'DELETE FROM replay_chunks WHERE session_id = :sessionId',
    'DELETE FROM session_users WHERE session_id = :sessionId',
    'DELETE FROM sessions WHERE session_id = :sessionId',
  ].map((sql) => db.prepare(sql))

  db.exec('PRAGMA secure_delete = ON')
  try {
    db.transaction(() => {
      for (const sessionId of sessionIds) {
        for (const removal of removals) removal.run({ sessionId })
      }
      // What FTS5 deletes it only marks, until its pages are merged.
      db.exec(`INSERT INTO issue_texts (issue_texts) VALUES ('rebuild')`)
    })
    emptyLog(db)
  } finally {
    db.exec('PRAGMA secure_delete = OFF')
  }
}
