import type { ErasureStore } from '../meta/erasure-store.ts'
import type { Database } from './database.ts'
import { eraseFromMeta, forgetErasure } from './erase-from-meta.ts'

export function eraseQueries(db: Database): ErasureStore {
  const ofUser = db.prepare<{ sessionId: string }>(
    `SELECT session_id AS sessionId FROM session_users
     WHERE user_id = :userId AND (:projectId IS NULL OR project_id = :projectId)`,
  )
  const named = db.prepare<{ sessionId: string }>(
    `SELECT session_id AS sessionId FROM sessions
     WHERE (session_id = :id OR external_id = :id)
       AND (:projectId IS NULL OR project_id = :projectId)`,
  )
  const issues = db.prepare<{ count: number }>(
    'SELECT count(*) AS count FROM issues WHERE session_id = :sessionId',
  )
  const blobs = db.prepare<{ blob: string }>(
    `SELECT chunk_id AS blob FROM replay_chunks WHERE session_id = :sessionId
     UNION ALL
     SELECT blob FROM issue_evidence WHERE issue_id IN
       (SELECT issue_id FROM issues WHERE session_id = :sessionId)`,
  )

  return {
    async sessionsOfUser(userId, projectId) {
      const found = ofUser.all({ userId, projectId: projectId ?? null })
      return found.map(({ sessionId }) => sessionId)
    },
    async sessionsNamed(id, projectId) {
      const found = named.all({ id, projectId: projectId ?? null })
      return found.map(({ sessionId }) => sessionId)
    },
    async erase(sessionIds) {
      eraseFromMeta(db, sessionIds)
    },
    async forgetErasure() {
      forgetErasure(db)
    },
    async sessionTraces(sessionId) {
      return {
        issues: issues.get({ sessionId })?.count ?? 0,
        blobs: blobs.all({ sessionId }).map(({ blob }) => blob),
      }
    },
  }
}
