import type { AccountSession, AccountStore } from '../meta/account-store.ts'
import type { Database } from './database.ts'

type AccountSessionQueries = Pick<
  AccountStore,
  | 'openAccountSession'
  | 'accountSession'
  | 'touchAccountSession'
  | 'closeAccountSession'
  | 'closeAccountSessions'
>

export function accountSessionQueries(db: Database): AccountSessionQueries {
  const insert = db.prepare(
    `INSERT INTO account_sessions (token_hash, account_id, created_at, last_seen_at)
     VALUES (:tokenHash, :accountId, :createdAt, :lastSeenAt)`,
  )
  const forget = db.prepare(
    `DELETE FROM account_sessions
     WHERE created_at < :createdBefore OR last_seen_at < :lastSeenBefore`,
  )
  const byToken = db.prepare<AccountSession>(
    `SELECT token_hash AS tokenHash, account_id AS accountId, created_at AS createdAt,
       last_seen_at AS lastSeenAt FROM account_sessions WHERE token_hash = :tokenHash`,
  )
  const touch = db.prepare(
    'UPDATE account_sessions SET last_seen_at = :lastSeenAt WHERE token_hash = :tokenHash',
  )
  const close = db.prepare('DELETE FROM account_sessions WHERE token_hash = :tokenHash')
  const closeAll = db.prepare('DELETE FROM account_sessions WHERE account_id = :accountId')

  return {
    async openAccountSession(session, { createdBefore, lastSeenBefore }) {
      db.transaction(() => {
        forget.run({ createdBefore, lastSeenBefore })
        insert.run({ ...session })
      })
    },
    async accountSession(tokenHash) {
      return byToken.get({ tokenHash })
    },
    async touchAccountSession(tokenHash, lastSeenAt) {
      touch.run({ tokenHash, lastSeenAt })
    },
    async closeAccountSession(tokenHash) {
      close.run({ tokenHash })
    },
    async closeAccountSessions(accountId) {
      closeAll.run({ accountId })
    },
  }
}
