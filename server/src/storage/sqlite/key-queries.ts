import { randomUUID } from 'node:crypto'

import type { KeyStore, NewKey, StoredKey } from '../meta/key-store.ts'
import type { Database } from './database.ts'

type KeyRow = Omit<StoredKey, 'origins'> & { origins: string }

const COLUMNS = `key_id AS keyId, project_id AS projectId, kind, scope, label, lookup, hash, readable,
  origins, created_at AS createdAt, expires_at AS expiresAt, revoked_at AS revokedAt,
  last_used_at AS lastUsedAt, replaced_by AS replacedBy`

export function keyQueries(db: Database): KeyStore {
  const insert = db.prepare(
    `INSERT INTO keys (key_id, project_id, kind, scope, label, lookup, hash, readable, origins,
       created_at, expires_at)
     VALUES (:keyId, :projectId, :kind, :scope, :label, :lookup, :hash, :readable, :origins,
       :createdAt, :expiresAt)`,
  )
  const listed = db.prepare<KeyRow>(
    `SELECT ${COLUMNS} FROM keys WHERE :projectId IS NULL OR project_id = :projectId
     ORDER BY created_at, rowid`,
  )
  const byId = db.prepare<KeyRow>(`SELECT ${COLUMNS} FROM keys WHERE key_id = :keyId`)
  const byLookup = db.prepare<KeyRow>(`SELECT ${COLUMNS} FROM keys WHERE lookup = :lookup`)
  const retire = db.prepare(
    `UPDATE keys SET replaced_by = :replacedBy,
       expires_at = min(coalesce(expires_at, :expiresAt), :expiresAt)
     WHERE key_id = :keyId`,
  )
  const revoke = db.prepare(
    'UPDATE keys SET revoked_at = :revokedAt WHERE key_id = :keyId AND revoked_at IS NULL',
  )
  const setOrigins = db.prepare('UPDATE keys SET origins = :origins WHERE key_id = :keyId')
  const noteUsed = db.prepare(
    `UPDATE keys SET last_used_at = :time
     WHERE key_id = :keyId AND (last_used_at IS NULL OR last_used_at < :time)`,
  )

  const add = (key: NewKey): StoredKey => {
    const keyId = randomUUID()
    insert.run({ ...key, keyId, origins: JSON.stringify(key.origins) })
    return { ...key, keyId, revokedAt: null, lastUsedAt: null, replacedBy: null }
  }

  return {
    async addKey(key) {
      return add(key)
    },
    async keys(projectId) {
      return listed.all({ projectId: projectId ?? null }).map(toKey)
    },
    async key(keyId) {
      const row = byId.get({ keyId })
      return row && toKey(row)
    },
    async keysByLookup(lookup) {
      return byLookup.all({ lookup }).map(toKey)
    },
    async replaceKey(keyId, successor, expiresAt) {
      return db.transaction(() => {
        const added = add(successor)
        retire.run({ keyId, replacedBy: added.keyId, expiresAt })
        return added
      })
    },
    async revokeKey(keyId, revokedAt) {
      revoke.run({ keyId, revokedAt })
    },
    async setKeyOrigins(keyId, origins) {
      setOrigins.run({ keyId, origins: JSON.stringify(origins) })
    },
    async noteKeysUsed(uses) {
      db.transaction(() => {
        for (const { keyId, time } of uses) noteUsed.run({ keyId, time })
      })
    },
  }
}

/** Reads back the JSON that this file wrote. */
function toKey({ origins, ...row }: KeyRow): StoredKey {
  return { ...row, origins: JSON.parse(origins) as string[] }
}
