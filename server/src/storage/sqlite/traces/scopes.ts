import type { TraceScope, TraceSource } from '../../traces/source.ts'
import type { Database } from '../database.ts'

const SOURCES: readonly TraceSource[] = ['dev', 'prod']

/** Which rows of `runs.db` a reader may see: scopes stand for a project and a source. */
export interface ScopeIds {
  ids: readonly number[]
  /** A condition on a column that holds a scope. */
  condition(column: string): string
  parameters: { scope: number; otherScope?: number }
}

export function scopeIds(db: Database, { projectId, sources }: TraceScope): ScopeIds {
  const ids = SOURCES.filter((source) => sources.includes(source))
    .map((source) => findScope(db, projectId, source))
    .filter((id) => id !== undefined)
  const [scope = 0, otherScope] = ids
  // Two texts, because SQLite reads an index in its order only where it stands for one value.
  if (otherScope === undefined) {
    return { ids, condition: (column) => `${column} = :scope`, parameters: { scope } }
  }
  return {
    ids,
    condition: (column) => `${column} IN (:scope, :otherScope)`,
    parameters: { scope, otherScope },
  }
}

export function findScope(
  db: Database,
  projectId: string,
  source: TraceSource,
): number | undefined {
  return db
    .prepare<{ scopeId: number }>(
      'SELECT scope_id AS scopeId FROM scopes WHERE project_id = :projectId AND source = :source',
    )
    .get({ projectId, source })?.scopeId
}

export function openScope(db: Database, projectId: string, source: TraceSource): number {
  const known = findScope(db, projectId, source)
  if (known !== undefined) return known
  db.prepare('INSERT INTO scopes (project_id, source) VALUES (:projectId, :source)').run({
    projectId,
    source,
  })
  return openScope(db, projectId, source)
}
