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

  forGood(db, () => {
    for (const sessionId of sessionIds) {
      for (const removal of removals) removal.run({ sessionId })
    }
    // What FTS5 deletes it only marks, until its pages are merged.
    db.exec(`INSERT INTO issue_texts (issue_texts) VALUES ('rebuild')`)
  })
}

/**
 * Removes what the job of an erasure under way says of whom it erases. All jobs are written anew:
 * each change of one has left its former text in the page, which only emptying the table overwrites.
 */
export function forgetErasure(db: Database): void {
  const insert = db.prepare(
    `INSERT INTO jobs (job_id, kind, subject, state, run_at, lease_until, attempts, last_error)
     VALUES (:job_id, :kind, :subject, :state, :run_at, :lease_until, :attempts, :last_error)`,
  )
  forGood(db, () => {
    const jobs = db.prepare<JobRow>('SELECT * FROM jobs').all()
    db.exec('DELETE FROM jobs')
    for (const job of jobs) {
      const isThis = job.kind === 'erase' && job.state === 'active'
      insert.run({ ...job, subject: isThis ? '[]' : job.subject })
    }
  })
}

type JobRow = { [column in 'kind' | 'state' | 'subject']: string }

function forGood(db: Database, work: () => void): void {
  db.transaction(work)
  emptyLog(db)
}
