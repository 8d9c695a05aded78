import type { InsightStore, StoredInsight } from '../../traces/insight-store.ts'
import type { Database } from '../database.ts'

export function insightQueries(db: Database): InsightStore {
  const columns = `insight_id AS insightId, project_id AS projectId, period_from AS periodFrom,
    period_to AS periodTo, created_at AS createdAt, content`

  return {
    async saveInsight({ insightId, projectId, period, createdAt, content }) {
      db.prepare(
        `INSERT INTO insights (insight_id, project_id, period_from, period_to, created_at, content)
         VALUES (:insightId, :projectId, :from, :to, :createdAt, :content)
         ON CONFLICT (project_id, period_from, period_to)
           DO UPDATE SET created_at = excluded.created_at, content = excluded.content`,
      ).run({ insightId, projectId, ...period, createdAt, content: JSON.stringify(content) })
    },
    async insights(projectId, page) {
      const rows = db
        .prepare<InsightRow>(
          `SELECT ${columns} FROM insights WHERE project_id = :projectId
           ORDER BY period_to DESC, period_from DESC LIMIT :limit OFFSET :offset`,
        )
        .all({ projectId, ...page })
      const all = db
        .prepare<{ total: number }>(
          'SELECT count(*) AS total FROM insights WHERE project_id = :projectId',
        )
        .get({ projectId })
      return { insights: rows.map(toInsight), total: all?.total ?? 0 }
    },
    async insight(projectId, insightId) {
      const row = db
        .prepare<InsightRow>(
          `SELECT ${columns} FROM insights
           WHERE insight_id = :insightId AND project_id = :projectId`,
        )
        .get({ projectId, insightId })
      return row && toInsight(row)
    },
    async projectsWithRuns(period) {
      return db
        .prepare<{ projectId: string }>(
          `SELECT DISTINCT project_id AS projectId FROM scopes
           WHERE EXISTS (SELECT 1 FROM runs WHERE runs.scope_id = scopes.scope_id
             AND start_time >= :from AND start_time < :to) ORDER BY project_id`,
        )
        .all({ ...period })
        .map(({ projectId }) => projectId)
    },
  }
}

interface InsightRow {
  insightId: string
  projectId: string
  periodFrom: number
  periodTo: number
  createdAt: number
  content: string
}

function toInsight({ periodFrom, periodTo, content, ...row }: InsightRow): StoredInsight {
  // Reads back the JSON that `saveInsight` wrote.
  const parsed = JSON.parse(content) as StoredInsight['content']
  return { ...row, period: { from: periodFrom, to: periodTo }, content: parsed }
}
