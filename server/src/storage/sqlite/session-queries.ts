import { randomUUID } from 'node:crypto'

import type { Session, SessionStore } from '../meta/session-store.ts'
import type { Database } from './database.ts'

type SessionQueries = Pick<SessionStore, 'openSession' | 'session' | 'sessionByExternalId'>

const COLUMNS =
  'session_id AS sessionId, project_id AS projectId, external_id AS externalId, created_at AS createdAt'

export function sessionQueries(db: Database): SessionQueries {
  const insert = db.prepare(
    `INSERT INTO sessions (session_id, project_id, external_id, created_at)
     VALUES (:sessionId, :projectId, :externalId, :createdAt) ON CONFLICT DO NOTHING`,
  )
  const byExternalId = db.prepare<Session>(
    `SELECT ${COLUMNS} FROM sessions WHERE project_id = :projectId AND external_id = :externalId`,
  )
  const byId = db.prepare<Session>(`SELECT ${COLUMNS} FROM sessions WHERE session_id = :sessionId`)

  return {
    async openSession({ projectId, externalId, createdAt }) {
      const known = byExternalId.get({ projectId, externalId })
      if (known) return { session: known, created: false }

      const session = { sessionId: randomUUID(), projectId, externalId, createdAt }
      insert.run(session)
      return { session, created: true }
    },
    async session(sessionId) {
      return byId.get({ sessionId })
    },
    async sessionByExternalId(projectId, externalId) {
      return byExternalId.get({ projectId, externalId })
    },
  }
}
