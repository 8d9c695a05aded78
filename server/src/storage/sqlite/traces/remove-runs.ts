import type { Database } from '../database.ts'
import { emptyLog } from '../empty-log.ts'
import { allOf } from './append-parts.ts'
import { forgetRefused } from './arrivals.ts'
import { forgetEmpty } from './failure-events.ts'
import type { FigureWriter } from './figure-writer.ts'
import { RUN_COLUMNS, type RunRow } from './run-row.ts'
import { changeSession } from './session-sums.ts'

/** Pages given back to the disk a round: some ten milliseconds, in which nothing else is written. */
const PAGES_A_ROUND = 500

/** Removes at most so many runs of which nothing has come since then, and feedback without a run. */
export function dropRunsBefore(
  db: Database,
  figures: FigureWriter,
  time: number,
  limit: number,
): number {
  const oldest = db
    .prepare<RunRow>(
      `SELECT ${RUN_COLUMNS} FROM runs WHERE changed_at < :time ORDER BY changed_at LIMIT :limit`,
    )
    .all({ time, limit })
  for (const run of oldest) removeRun(db, figures, run)
  db.prepare(
    `DELETE FROM feedback WHERE created_at < :time AND NOT EXISTS (SELECT 1 FROM runs
       WHERE runs.scope_id = feedback.scope_id AND runs.run_id = feedback.run_id)`,
  ).run({ time })
  db.prepare('DELETE FROM refused_arrivals WHERE received_at < :time').run({ time })
  db.exec(`PRAGMA incremental_vacuum(${PAGES_A_ROUND})`)
  return oldest.length
}

export function countRunsBefore(db: Database, time: number): number {
  const counted = db
    .prepare<{ count: number }>('SELECT count(*) AS count FROM runs WHERE changed_at < :time')
    .get({ time })
  return counted?.count ?? 0
}

/**
 * Removes runs so that nothing of them is left in the file: deleted rows are overwritten, the text
 * index is merged into one without them, and the write-ahead log is emptied.
 */
export function eraseRuns(
  db: Database,
  figures: FigureWriter,
  projectId: string,
  {
    sessionIds = [],
    userIds = [],
  }: { sessionIds?: readonly string[]; userIds?: readonly string[] },
): number {
  const found = db
    .prepare<RunRow>(
      `SELECT ${RUN_COLUMNS} FROM runs JOIN scopes USING (scope_id)
       WHERE project_id = :projectId AND (session_id IN (SELECT value FROM json_each(:sessionIds))
         OR user_id IN (SELECT value FROM json_each(:userIds)))`,
    )
    .all({
      projectId,
      sessionIds: JSON.stringify(sessionIds),
      userIds: JSON.stringify(userIds),
    })

  try {
    const isAny = db.transaction(() => {
      const names = [...sessionIds, ...userIds, ...found.map(({ runId }) => runId)]
      if (forgetRefused(db, projectId, names) + found.length === 0) return false
      for (const run of found) {
        removeRun(db, figures, run)
        removeInsights(db, projectId, run)
      }
      // Somebody's judgement of a failure is no reason to keep its words.
      db.exec(
        'DELETE FROM failures WHERE failure_key NOT IN (SELECT failure_key FROM failure_events)',
      )
      db.exec(`INSERT INTO run_texts (run_texts) VALUES ('optimize')`)
      figures.flush()
      return true
    })
    if (isAny) emptyLog(db)
  } catch (error) {
    figures.forget()
    throw error
  }
  return found.length
}

function removeRun(db: Database, figures: FigureWriter, run: RunRow): void {
  const { runKey, scopeId, runId } = run
  figures.add(allOf(db, -1, run))
  const failures = db
    .prepare<{ failureKey: number }>(
      'SELECT DISTINCT failure_key AS failureKey FROM failure_events WHERE run_key = :runKey',
    )
    .all({ runKey })
  db.prepare('DELETE FROM run_texts WHERE rowid = :runKey').run({ runKey })
  db.prepare('DELETE FROM feedback WHERE scope_id = :scopeId AND run_id = :runId').run({
    scopeId,
    runId,
  })
  // Everything else of it refers to this row, and goes with it.
  db.prepare('DELETE FROM runs WHERE run_key = :runKey').run({ runKey })
  for (const { failureKey } of failures) forgetEmpty(db, failureKey)
  changeSession(db, run, undefined)
}

/** A recap may quote it; it can be made again from what is left. */
function removeInsights(db: Database, projectId: string, { startTime }: RunRow): void {
  if (startTime === null) return
  db.prepare(
    `DELETE FROM insights WHERE project_id = :projectId
       AND period_from <= :startTime AND period_to > :startTime`,
  ).run({ projectId, startTime })
}
