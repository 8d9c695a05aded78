import { randomUUID } from 'node:crypto'

import type { Account, AccountStore } from '../meta/account-store.ts'
import type { Database } from './database.ts'

type AccountQueries = Pick<
  AccountStore,
  'hasAccounts' | 'account' | 'accountByEmail' | 'createFirstOwner' | 'putOwner' | 'setPassword'
>

const SELECT = `SELECT account_id AS accountId, email, role, password_hash AS passwordHash,
  created_at AS createdAt, password_changed_at AS passwordChangedAt FROM accounts`

export function accountQueries(db: Database): AccountQueries {
  const any = db.prepare<{ found: number }>('SELECT EXISTS (SELECT 1 FROM accounts) AS found')
  const byId = db.prepare<Account>(`${SELECT} WHERE account_id = :accountId`)
  const byEmail = db.prepare<Account>(`${SELECT} WHERE email = :email`)
  const owner = db.prepare<Account>(`${SELECT} WHERE role = 'owner' ORDER BY created_at LIMIT 1`)
  const insert = db.prepare(
    `INSERT INTO accounts (account_id, email, role, password_hash, created_at, password_changed_at)
     VALUES (:accountId, :email, :role, :passwordHash, :createdAt, :passwordChangedAt)`,
  )
  const update = db.prepare(
    `UPDATE accounts SET email = :email, password_hash = :passwordHash, password_changed_at = :time
     WHERE account_id = :accountId`,
  )
  const endSessions = db.prepare(
    `DELETE FROM account_sessions
     WHERE account_id = :accountId AND (:keep IS NULL OR token_hash <> :keep)`,
  )

  const addOwner = (email: string, passwordHash: string, time: number): Account => {
    const account: Account = {
      accountId: randomUUID(),
      email,
      role: 'owner',
      passwordHash,
      createdAt: time,
      passwordChangedAt: time,
    }
    insert.run({ ...account })
    return account
  }

  return {
    async hasAccounts() {
      return any.get()?.found === 1
    },
    async account(accountId) {
      return byId.get({ accountId })
    },
    async accountByEmail(email) {
      return byEmail.get({ email })
    },
    async createFirstOwner({ email, passwordHash, time }) {
      return db.transaction(() =>
        any.get()?.found === 1 ? undefined : addOwner(email, passwordHash, time),
      )
    },
    async putOwner({ email, passwordHash, time }) {
      return db.transaction(() => {
        const known = owner.get()
        if (!known) return { account: addOwner(email, passwordHash, time), created: true }

        const { accountId } = known
        update.run({ accountId, email, passwordHash, time })
        endSessions.run({ accountId, keep: null })
        const account = { ...known, email, passwordHash, passwordChangedAt: time }
        return { account, created: false }
      })
    },
    async setPassword(accountId, { passwordHash, time, keep }) {
      db.transaction(() => {
        const account = byId.get({ accountId })
        if (!account) return
        update.run({ accountId, email: account.email, passwordHash, time })
        endSessions.run({ accountId, keep: keep ?? null })
      })
    },
  }
}
