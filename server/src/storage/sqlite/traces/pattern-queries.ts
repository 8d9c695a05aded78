import type {
  PatternDefinition,
  PatternFigures,
  PatternStore,
  RunToAnalyse,
} from '../../traces/pattern-store.ts'
import type { TraceSource } from '../../traces/source.ts'
import type { Database } from '../database.ts'
import { runDetail } from './run-details.ts'
import { RUN_COLUMNS, type KnownRun } from './run-row.ts'
import { createRunSummaries } from './run-summaries.ts'
import { findScope, scopeIds } from './scopes.ts'

/** Runs of the same session that a run is judged by. */
const MOST_BEFORE = 10

const OF_PROJECT = 'scope_id IN (SELECT scope_id FROM scopes WHERE project_id = :projectId)'

export function patternQueries(db: Database): Omit<PatternStore, 'patternMatches'> {
  return {
    async runsToAnalyse(limit, settledBefore) {
      const due = db.prepare<DueRun>(
        `SELECT ${RUN_COLUMNS}, revision, project_id AS projectId, source
         FROM runs JOIN scopes USING (scope_id)
         WHERE is_due = 1 AND start_time IS NOT NULL AND changed_at < :settledBefore
         ORDER BY changed_at LIMIT :limit`,
      )
      return due.all({ limit, settledBefore }).map((row) => toAnalyse(db, row))
    },

    async saveMatches({ projectId, source, runId, revision }, matches) {
      const scopeId = findScope(db, projectId, source)
      if (scopeId === undefined) return
      const run = db
        .prepare<{ runKey: number; startTime: number | null }>(
          `SELECT run_key AS runKey, start_time AS startTime FROM runs
           WHERE scope_id = :scopeId AND run_id = :runId`,
        )
        .get({ scopeId, runId })
      if (!run || run.startTime === null) return
      const { runKey, startTime } = run
      const insert = db.prepare(
        `INSERT INTO pattern_matches
           (run_key, slug, scope_id, start_time, evidence, confidence, matched_at)
         VALUES (:runKey, :slug, :scopeId, :startTime, :evidence, :confidence, :matchedAt)`,
      )
      db.transaction(() => {
        db.prepare('DELETE FROM pattern_matches WHERE run_key = :runKey').run({ runKey })
        for (const { slug, evidence, confidence, matchedAt } of matches) {
          insert.run({ runKey, scopeId, startTime, slug, evidence, confidence, matchedAt })
        }
        // A part that came since makes it due again, or still.
        db.prepare(
          'UPDATE runs SET is_due = 0 WHERE run_key = :runKey AND revision = :revision',
        ).run({ runKey, revision })
      })
    },

    async analyseAgainSince(projectId, since) {
      return db
        .prepare(`UPDATE runs SET is_due = 1 WHERE ${OF_PROJECT} AND start_time >= :since`)
        .run({ projectId, since })
    },

    async patternFigures({ range, ...query }) {
      const scope = scopeIds(db, query)
      return db
        .prepare<PatternFigures>(
          `SELECT slug, count(*) AS runCount, count(DISTINCT session_id) AS sessionCount,
             count(DISTINCT user_id) AS userCount, min(matched.start_time) AS firstSeen,
             max(matched.start_time) AS lastSeen
           FROM pattern_matches AS matched JOIN runs USING (run_key)
           WHERE ${scope.condition('matched.scope_id')}
             AND matched.start_time >= :from AND matched.start_time < :to
           GROUP BY slug ORDER BY slug`,
        )
        .all({ ...scope.parameters, ...range })
        .map((row) => ({ ...row }))
    },

    async patternDefinitions(projectId) {
      return db
        .prepare<DefinitionRow>(
          `SELECT slug, name, description, enabled, definition, updated_at AS updatedAt
           FROM pattern_definitions WHERE project_id = :projectId ORDER BY slug`,
        )
        .all({ projectId })
        .map(toDefinition)
    },

    async savePatternDefinition(projectId, definition) {
      const { slug, name, description, updatedAt } = definition
      db.prepare(
        `INSERT OR REPLACE INTO pattern_definitions
           (project_id, slug, name, description, enabled, definition, updated_at)
         VALUES (:projectId, :slug, :name, :description, :enabled, :definition, :updatedAt)`,
      ).run({
        projectId,
        slug,
        name,
        description,
        enabled: definition.enabled ? 1 : 0,
        definition: JSON.stringify(definition.definition),
        updatedAt,
      })
    },

    async removePatternDefinition(projectId, slug) {
      return db.transaction(() => {
        db.prepare(`DELETE FROM pattern_matches WHERE ${OF_PROJECT} AND slug = :slug`).run({
          projectId,
          slug,
        })
        const removed = db
          .prepare('DELETE FROM pattern_definitions WHERE project_id = :projectId AND slug = :slug')
          .run({ projectId, slug })
        return removed > 0
      })
    },
  }
}

type DueRun = KnownRun & { revision: number; projectId: string; source: TraceSource }

function toAnalyse(db: Database, { revision, projectId, source, ...run }: DueRun): RunToAnalyse {
  const summaries = createRunSummaries(db, { projectId, sources: [source] })
  return {
    projectId,
    source,
    revision,
    run: runDetail(db, run, summaries(run)),
    before: runsBefore(db, run).map(summaries),
  }
}

function runsBefore(db: Database, { scopeId, sessionId, startTime }: KnownRun): KnownRun[] {
  if (sessionId === null) return []
  return db
    .prepare<KnownRun>(
      `SELECT ${RUN_COLUMNS} FROM runs
       WHERE scope_id = :scopeId AND session_id = :sessionId AND start_time < :startTime
       ORDER BY start_time DESC LIMIT ${MOST_BEFORE}`,
    )
    .all({ scopeId, sessionId, startTime })
    .reverse()
}

type DefinitionRow = Omit<PatternDefinition, 'enabled' | 'definition'> & {
  enabled: number
  definition: string
}

function toDefinition({ enabled, definition, ...row }: DefinitionRow): PatternDefinition {
  // Reads back the JSON that `savePatternDefinition` wrote.
  const parsed = JSON.parse(definition) as PatternDefinition['definition']
  return { ...row, enabled: enabled === 1, definition: parsed }
}
