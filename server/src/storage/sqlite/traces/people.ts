import type { RunSummary } from '../../traces/run-reader.ts'
import type { TraceScope } from '../../traces/source.ts'
import type { Database } from '../database.ts'
import { scopeIds } from './scopes.ts'

type Names = Pick<RunSummary, 'userName' | 'userEmail' | 'orgName'>

interface Ids {
  userId: string | null
  orgId: string | null
}

/** How users and organisations are called: by the latest run that has a name for them. */
export function createPeople(db: Database, scope: TraceScope): (ids: Ids) => Names {
  const ids = scopeIds(db, scope)
  const known = new Map<string, string | null>()

  const latest = (owner: 'user_id' | 'org_id', id: string | null, column: string) => {
    if (id === null) return null
    const key = `${column} ${id}`
    const found = known.get(key)
    if (found !== undefined) return found
    const row = db
      .prepare<{ name: string }>(
        `SELECT ${column} AS name FROM runs
         WHERE ${ids.condition('scope_id')} AND ${owner} = :id AND ${column} IS NOT NULL
           AND start_time IS NOT NULL
         ORDER BY start_time DESC LIMIT 1`,
      )
      .get({ ...ids.parameters, id })
    known.set(key, row?.name ?? null)
    return row?.name ?? null
  }

  return ({ userId, orgId }) => ({
    userName: latest('user_id', userId, 'user_name'),
    userEmail: latest('user_id', userId, 'user_email'),
    orgName: latest('org_id', orgId, 'org_name'),
  })
}
