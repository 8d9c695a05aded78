import type { FeedbackFigures, FeedbackInput, FeedbackStore } from '../../traces/feedback-store.ts'
import type { Database } from '../database.ts'
import { showFeedback } from './feedback-of-run.ts'
import { findScope, openScope, scopeIds } from './scopes.ts'
import { findRun } from './run-row.ts'

export function feedbackQueries(db: Database): FeedbackStore {
  return {
    async addFeedback(feedback) {
      db.transaction(() => addFeedback(db, feedback))
    },
    async feedbackFigures({ range, ...query }) {
      const scope = scopeIds(db, query)
      const figures = db
        .prepare<FeedbackFigures>(
          `SELECT count(*) AS total, count(*) FILTER (WHERE score = 'thumbs_up') AS thumbsUp,
             count(*) FILTER (WHERE score = 'thumbs_down') AS thumbsDown, count(text) AS textCount
           FROM feedback
           WHERE ${scope.condition('scope_id')} AND created_at >= :from AND created_at < :to`,
        )
        .get({ ...scope.parameters, ...range })
      return figures ?? { total: 0, thumbsUp: 0, thumbsDown: 0, textCount: 0 }
    },
    async feedbackSeries({ range, step, ...query }) {
      const scope = scopeIds(db, query)
      return db
        .prepare<{ time: number; thumbsUp: number; thumbsDown: number }>(
          `SELECT :from + CAST((created_at - :from) / :step AS INTEGER) * :step AS time,
             count(*) FILTER (WHERE score = 'thumbs_up') AS thumbsUp,
             count(*) FILTER (WHERE score = 'thumbs_down') AS thumbsDown
           FROM feedback
           WHERE ${scope.condition('scope_id')} AND created_at >= :from AND created_at < :to
           GROUP BY 1 ORDER BY 1`,
        )
        .all({ ...scope.parameters, ...range, step })
    },
  }
}

function addFeedback(db: Database, feedback: FeedbackInput): void {
  const { runId, createdAt, score = null, text = null } = feedback
  const scopeId = scopeOf(db, feedback)
  const stored = db
    .prepare<{ feedbackId: number }>(
      `INSERT INTO feedback (scope_id, run_id, score, text, created_at)
       VALUES (:scopeId, :runId, :score, :text, :createdAt)
       ON CONFLICT DO UPDATE SET score = coalesce(excluded.score, score),
         text = coalesce(excluded.text, text), created_at = max(excluded.created_at, created_at)
       RETURNING feedback_id AS feedbackId`,
    )
    .get({ scopeId, runId, score, text, createdAt })
  db.prepare(
    `INSERT INTO feedback_history (feedback_id, score, text, created_at)
     VALUES (:feedbackId, :score, :text, :createdAt)`,
  ).run({ feedbackId: stored?.feedbackId ?? 0, score, text, createdAt })
  const run = findRun(db, scopeId, runId)
  if (run) showFeedback(db, run)
}

/** The source of the key, unless the run is known in the other one alone. */
function scopeOf(db: Database, { projectId, source, runId }: FeedbackInput): number {
  const own = openScope(db, projectId, source)
  if (findRun(db, own, runId)) return own
  const other = findScope(db, projectId, source === 'dev' ? 'prod' : 'dev')
  return other !== undefined && findRun(db, other, runId) ? other : own
}
