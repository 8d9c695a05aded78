import { randomUUID } from 'node:crypto'

import type { MetaStore, StoredKey } from '../meta-store.ts'
import type { Database } from './database.ts'

type KeyQueries = Pick<MetaStore, 'addKey' | 'keys' | 'keysByLookup'>

const COLUMNS =
  'key_id AS keyId, project_id AS projectId, kind, lookup, hash, readable, created_at AS createdAt'

export function keyQueries(db: Database): KeyQueries {
  const insert = db.prepare(
    `INSERT INTO keys (key_id, project_id, kind, lookup, hash, readable, created_at)
     VALUES (:keyId, :projectId, :kind, :lookup, :hash, :readable, :createdAt)`,
  )
  const listed = db.prepare<StoredKey>(
    `SELECT ${COLUMNS} FROM keys WHERE :projectId IS NULL OR project_id = :projectId
     ORDER BY created_at, rowid`,
  )
  const byLookup = db.prepare<StoredKey>(`SELECT ${COLUMNS} FROM keys WHERE lookup = :lookup`)

  return {
    async addKey(key) {
      const stored = { keyId: randomUUID(), ...key }
      insert.run({ ...stored })
      return stored
    },
    async keys(projectId) {
      return listed.all({ projectId: projectId ?? null })
    },
    async keysByLookup(lookup) {
      return byLookup.all({ lookup })
    },
  }
}
