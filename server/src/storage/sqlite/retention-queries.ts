import type { EntryCounts } from '../event-store.ts'
import type { RetentionStore } from '../meta/retention-store.ts'
import type { Database } from './database.ts'

export function retentionQueries(db: Database): RetentionStore {
  const withoutEvidence = db.prepare<{ sequence: number; issueId: string }>(
    `SELECT sequence, issue_id AS issueId FROM issues
     WHERE sequence > :after AND created_at >= :since
       AND NOT EXISTS (SELECT 1 FROM issue_evidence WHERE issue_id = issues.issue_id)
       AND (SELECT created_at FROM sessions WHERE session_id = issues.session_id) < :sessionsBefore
     ORDER BY sequence LIMIT :limit`,
  )
  const save = db.prepare(
    `INSERT INTO issue_evidence (issue_id, blob, counts, saved_at)
     SELECT :issueId, :blob, :counts, :savedAt
     WHERE EXISTS (SELECT 1 FROM issues WHERE issue_id = :issueId) ON CONFLICT DO NOTHING`,
  )
  const byIssue = db.prepare<{ blob: string; counts: string; savedAt: number }>(
    'SELECT blob, counts, saved_at AS savedAt FROM issue_evidence WHERE issue_id = :issueId',
  )
  const noteDropped = db.prepare(
    `INSERT INTO dropped_days (day, dropped_at) VALUES (:day, :droppedAt) ON CONFLICT DO NOTHING`,
  )
  const lastDropped = db.prepare<{ day: string | null }>('SELECT max(day) AS day FROM dropped_days')
  // A recording stays as long as an issue of its session.
  const expiredReplay = db.prepare<{ chunkId: string; bytes: number }>(
    `SELECT chunk_id AS chunkId, bytes FROM replay_chunks
     WHERE created_at < :before
       AND NOT EXISTS (SELECT 1 FROM issues WHERE session_id = replay_chunks.session_id)
     ORDER BY created_at LIMIT :limit`,
  )
  const removeReplay = db.prepare('DELETE FROM replay_chunks WHERE chunk_id = :chunkId')
  const expiredIssues = db.prepare<{ issueId: string }>(
    `SELECT issue_id AS issueId FROM issues WHERE created_at < :before ORDER BY created_at LIMIT :limit`,
  )
  const removeIssue = db.prepare('DELETE FROM issues WHERE issue_id = :issueId')
  const removeJobs = db.prepare('DELETE FROM jobs WHERE subject = :issueId')
  const emptySessions = db.prepare<{ sessionId: string; createdAt: number }>(
    `SELECT session_id AS sessionId, created_at AS createdAt FROM sessions
     WHERE (created_at, session_id) > (:afterTime, :afterId) AND created_at < :before
       AND NOT EXISTS (SELECT 1 FROM issues WHERE session_id = sessions.session_id)
       AND NOT EXISTS (SELECT 1 FROM replay_chunks WHERE session_id = sessions.session_id)
     ORDER BY created_at, session_id LIMIT :limit`,
  )
  const removeSession = db.prepare(
    `DELETE FROM sessions WHERE session_id = :sessionId
       AND NOT EXISTS (SELECT 1 FROM issues WHERE session_id = sessions.session_id)
       AND NOT EXISTS (SELECT 1 FROM replay_chunks WHERE session_id = sessions.session_id)`,
  )

  const known = db.prepare(
    `SELECT 1 FROM replay_chunks WHERE chunk_id = :name
     UNION ALL SELECT 1 FROM issue_evidence WHERE blob = :name LIMIT 1`,
  )

  return {
    async issuesWithoutEvidence(query) {
      return withoutEvidence.all({ ...query })
    },
    async saveEvidence({ issueId, blob, counts, savedAt }) {
      return save.run({ issueId, blob, counts: JSON.stringify(counts), savedAt }) === 1
    },
    async evidence(issueId) {
      const row = byIssue.get({ issueId })
      // Reads back the JSON that this file wrote.
      return row && { ...row, issueId, counts: JSON.parse(row.counts) as EntryCounts }
    },
    async noteDroppedDay(day, droppedAt) {
      noteDropped.run({ day, droppedAt })
    },
    async lastDroppedDay() {
      return lastDropped.get()?.day ?? undefined
    },
    async expiredReplay(query) {
      return expiredReplay.all({ ...query })
    },
    async removeReplay(chunkIds) {
      for (const chunkId of chunkIds) removeReplay.run({ chunkId })
    },
    async expiredIssues(query) {
      return expiredIssues.all({ ...query }).map(({ issueId }) => issueId)
    },
    async removeIssue(issueId) {
      removeJobs.run({ issueId })
      removeIssue.run({ issueId })
    },
    async sessionsToEmpty({ after, ...query }) {
      return emptySessions.all({
        ...query,
        afterTime: after?.createdAt ?? 0,
        afterId: after?.sessionId ?? '',
      })
    },
    async unknownBlobs(names) {
      return names.filter((name) => known.get({ name }) === undefined)
    },
    async removeSessions(sessionIds) {
      return sessionIds.reduce((sum, sessionId) => sum + removeSession.run({ sessionId }), 0)
    },
  }
}
