import { randomUUID } from 'node:crypto'

import type { JobKind, JobQueue } from '../job-queue.ts'
import type { Database } from './database.ts'

/** Jobs in a table of `meta.db`, so that an issue and its job are one commit. */
export function createSqliteJobQueue(db: Database): JobQueue {
  const claim = db.prepare<{ job_id: string; kind: JobKind; subject: string; attempts: number }>(
    `UPDATE jobs SET state = 'active', attempts = attempts + 1, lease_until = :leaseUntil
     WHERE job_id = (
       SELECT job_id FROM jobs
       WHERE (state = 'ready' AND run_at <= :now) OR (state = 'active' AND lease_until <= :now)
       ORDER BY run_at LIMIT 1)
     RETURNING job_id, kind, subject, attempts`,
  )
  const complete = db.prepare('DELETE FROM jobs WHERE job_id = :jobId')
  const abandon = db.prepare(
    `UPDATE jobs SET state = 'abandoned', lease_until = NULL, last_error = :reason WHERE job_id = :jobId`,
  )
  // By the index of states; what was abandoned is not looked at.
  const unfinished = db.prepare<{ count: number }>(
    `SELECT count(*) AS count FROM jobs WHERE state IN ('ready', 'active')`,
  )
  const nextRunAt = db.prepare<{ time: number | null }>(
    `SELECT min(CASE state WHEN 'ready' THEN run_at ELSE lease_until END) AS time
     FROM jobs WHERE state <> 'abandoned'`,
  )

  return {
    async enqueue(job) {
      insertJob(db, job)
    },
    async claim(now, leaseDuration) {
      const row = claim.get({ now, leaseUntil: now + leaseDuration })
      return (
        row && { jobId: row.job_id, kind: row.kind, subject: row.subject, attempt: row.attempts }
      )
    },
    async unfinished() {
      return unfinished.get()?.count ?? 0
    },
    async complete(jobId) {
      complete.run({ jobId })
    },
    async retry(jobId, runAt, reason) {
      db.transaction(() => giveBack(db, jobId, runAt, reason))
    },
    async abandon(jobId, reason) {
      abandon.run({ jobId, reason })
    },
    async releaseAll() {
      db.transaction(() => {
        const active = db.prepare<{ job_id: string }>(
          `SELECT job_id FROM jobs WHERE state = 'active'`,
        )
        for (const { job_id: jobId } of active.all())
          giveBack(db, jobId, 0, 'the collector stopped')
      })
    },
    async nextRunAt() {
      return nextRunAt.get()?.time ?? undefined
    },
  }
}

/** Adds a job inside whatever transaction is open. */
export function insertJob(
  db: Database,
  { kind, subject, runAt }: { kind: JobKind; subject: string; runAt: number },
): void {
  db.prepare(
    `INSERT INTO jobs (job_id, kind, subject, state, run_at)
     VALUES (:jobId, :kind, :subject, 'ready', :runAt) ON CONFLICT DO NOTHING`,
  ).run({ jobId: randomUUID(), kind, subject, runAt })
}

/** When a newer job of the same subject waits already, that one does this job's work too. */
function giveBack(db: Database, jobId: string, runAt: number, reason: string): void {
  const given = db
    .prepare(
      `UPDATE OR IGNORE jobs SET state = 'ready', run_at = :runAt, lease_until = NULL, last_error = :reason
       WHERE job_id = :jobId`,
    )
    .run({ jobId, runAt, reason })
  if (given === 0) db.prepare('DELETE FROM jobs WHERE job_id = :jobId').run({ jobId })
}
