import type { PatternStore } from '../../traces/pattern-store.ts'
import type { PatternMatch } from '../../traces/run-reader.ts'
import type { Database } from '../database.ts'
import { scopeIds } from './scopes.ts'

export function matchQueries(db: Database): Pick<PatternStore, 'patternMatches'> {
  return {
    async patternMatches(scope, slug, runIds) {
      const ids = scopeIds(db, scope)
      return db
        .prepare<PatternMatch & { runId: string }>(
          `SELECT run_id AS runId, slug, evidence, confidence, matched_at AS matchedAt
           FROM runs JOIN pattern_matches USING (run_key)
           WHERE ${ids.condition('runs.scope_id')} AND slug = :slug
             AND run_id IN (SELECT value FROM json_each(:runIds))`,
        )
        .all({ ...ids.parameters, slug, runIds: JSON.stringify(runIds) })
        .map((match) => ({ ...match }))
    },
  }
}
