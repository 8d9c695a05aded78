import type { Agent, RunQuery, RunReader } from '../../traces/run-reader.ts'
import type { Database } from '../database.ts'
import { runDetail } from './run-details.ts'
import { runCondition } from './run-filter.ts'
import { RUN_COLUMNS, type KnownRun } from './run-row.ts'
import { createRunSummaries } from './run-summaries.ts'
import { scopeIds } from './scopes.ts'

const ORDERS: Record<NonNullable<RunQuery['order']>, string> = {
  start: 'runs.start_time DESC',
  duration: 'runs.end_time - runs.start_time DESC',
  cost: 'runs.cost DESC',
  tokens: 'runs.prompt_tokens + runs.completion_tokens DESC',
  feedback: 'runs.feedback_time DESC',
}

export function runQueries(db: Database): RunReader {
  return {
    async hasRuns() {
      return db.prepare('SELECT 1 FROM runs LIMIT 1').get() !== undefined
    },

    async runs({ page, order = 'start', ...filter }) {
      const { where, parameters } = runCondition(db, filter)
      const rows = db
        .prepare<KnownRun>(
          `SELECT ${RUN_COLUMNS} FROM runs WHERE ${where}
           ORDER BY ${ORDERS[order]}, runs.run_id DESC LIMIT :limit OFFSET :offset`,
        )
        .all({ ...parameters, ...page })
      const all = db
        .prepare<{ total: number }>(`SELECT count(*) AS total FROM runs WHERE ${where}`)
        .get(parameters)
      return { runs: rows.map(createRunSummaries(db, filter)), total: all?.total ?? 0 }
    },

    async run(scope, runId) {
      const ids = scopeIds(db, scope)
      const row = db
        .prepare<KnownRun>(
          `SELECT ${RUN_COLUMNS} FROM runs WHERE ${ids.condition('scope_id')}
             AND run_id = :runId AND start_time IS NOT NULL ORDER BY scope_id DESC`,
        )
        .get({ ...ids.parameters, runId })
      return row && runDetail(db, row, createRunSummaries(db, scope)(row))
    },

    async agents(scope) {
      const ids = scopeIds(db, scope)
      return db
        .prepare<Agent>(
          `SELECT agent AS name, count(*) AS runCount, max(start_time) AS lastRun FROM runs
           WHERE ${ids.condition('scope_id')} AND agent IS NOT NULL AND start_time IS NOT NULL
           GROUP BY agent ORDER BY agent`,
        )
        .all(ids.parameters)
        .map((agent) => ({ ...agent }))
    },
  }
}
