import type { SessionStore, SessionUsage } from '../meta/session-store.ts'
import type { Database } from './database.ts'

type UsageQueries = Pick<SessionStore, 'sessionUsage' | 'addSessionUsage'>

export function usageQueries(db: Database): UsageQueries {
  const one = db.prepare<SessionUsage>(
    'SELECT entries, bytes FROM session_usage WHERE session_id = :sessionId',
  )
  // A session may have been erased meanwhile.
  const add = db.prepare(
    `INSERT INTO session_usage (session_id, entries, bytes)
     SELECT session_id, :entries, :bytes FROM sessions WHERE session_id = :sessionId
     ON CONFLICT DO UPDATE SET entries = entries + excluded.entries, bytes = bytes + excluded.bytes`,
  )

  return {
    async sessionUsage(sessionId) {
      return one.get({ sessionId }) ?? { entries: 0, bytes: 0 }
    },
    async addSessionUsage(changes) {
      db.transaction(() => {
        for (const change of changes) add.run({ ...change })
      })
    },
  }
}
