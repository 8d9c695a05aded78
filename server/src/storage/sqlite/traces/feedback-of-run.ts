import type { TraceSource } from '../../traces/source.ts'
import type { Database } from '../database.ts'
import type { RunRow } from './run-row.ts'
import { findScope } from './scopes.ts'

const SOURCES: readonly TraceSource[] = ['dev', 'prod']

/** Gives a run that has just come the feedback that waited for it, in whichever source. */
export function attachFeedback(db: Database, projectId: string, run: RunRow): void {
  const { runKey, runId, scopeId } = run
  for (const source of SOURCES) {
    const other = findScope(db, projectId, source)
    if (other === undefined || other === scopeId) continue
    // A run of that name in the other source keeps its own.
    db.prepare(
      `UPDATE OR IGNORE feedback SET scope_id = :scopeId
       WHERE scope_id = :other AND run_id = :runId
         AND NOT EXISTS (SELECT 1 FROM runs WHERE scope_id = :other AND run_id = :runId)`,
    ).run({ scopeId, other, runId })
  }
  showFeedback(db, { scopeId, runId, runKey })
}

/** Copies the state of a run's feedback to its row, where lists are ordered and filtered by it. */
export function showFeedback(
  db: Database,
  { scopeId, runId, runKey }: { scopeId: number; runId: string; runKey: number },
): void {
  const found = db
    .prepare<{ score: string | null; createdAt: number }>(
      `SELECT score, created_at AS createdAt FROM feedback
       WHERE scope_id = :scopeId AND run_id = :runId`,
    )
    .get({ scopeId, runId })
  if (!found) return
  db.prepare(
    `UPDATE runs SET feedback_score = :score, feedback_time = :createdAt WHERE run_key = :runKey`,
  ).run({ runKey, ...found })
}
