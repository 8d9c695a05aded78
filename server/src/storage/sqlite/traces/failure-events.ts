import type { Database } from '../database.ts'
import { failureGroup } from '../../traces/failure-group.ts'
import type { KnownRun } from './run-row.ts'
import type { TimedSpan } from './span-row.ts'

/** The place of the run's own event; keys of spans begin at 1. */
const OF_RUN = 0
/** Of one that does not say why. */
const NO_MESSAGE = 'Unknown error'

interface Occurrence {
  entityType: 'run' | 'tool_call'
  toolName: string | null
  message: string
  time: number
}

/** Keeps the event of a tool call in step with what is known of it. */
export function noteCallFailure(
  db: Database,
  projectId: string,
  run: KnownRun,
  span: TimedSpan,
): void {
  const occurrence: Occurrence | undefined =
    span.statusCode === 2
      ? {
          entityType: 'tool_call',
          toolName: span.label,
          message: span.statusMessage || NO_MESSAGE,
          time: span.endTime ?? span.time,
        }
      : undefined
  note(db, projectId, run, span.spanKey, occurrence)
}

/** Keeps the event of a run in step; a failed step counts as one of its run. */
export function noteRunFailure(db: Database, projectId: string, run: KnownRun): void {
  note(db, projectId, run, OF_RUN, ofRun(db, run))
}

function ofRun(db: Database, run: KnownRun): Occurrence | undefined {
  const hasFailed = run.statusCode === 2
  if (!hasFailed && run.failedStepCount === 0) return undefined

  const step = db
    .prepare<{ message: string | null; time: number }>(
      `SELECT status_message AS message, coalesce(end_time, time) AS time FROM spans
       WHERE run_key = :runKey AND kind = 'step' AND status_code = 2 AND time IS NOT NULL
       ORDER BY time, span_id LIMIT 1`,
    )
    .get({ runKey: run.runKey })
  const message = (hasFailed && run.statusMessage) || step?.message || NO_MESSAGE
  const time = hasFailed ? (run.endTime ?? run.startTime) : (step?.time ?? run.startTime)
  return { entityType: 'run', toolName: null, message, time }
}

interface EventRow {
  failureKey: number
  time: number
  message: string
}

function note(
  db: Database,
  projectId: string,
  { runKey, scopeId }: KnownRun,
  spanKey: number,
  occurrence: Occurrence | undefined,
): void {
  const place = { runKey, spanKey }
  const known = db
    .prepare<EventRow>(
      `SELECT failure_key AS failureKey, time, message FROM failure_events
       WHERE run_key = :runKey AND span_key = :spanKey`,
    )
    .get(place)
  if (!occurrence) {
    if (!known) return
    db.prepare('DELETE FROM failure_events WHERE run_key = :runKey AND span_key = :spanKey').run(
      place,
    )
    forgetEmpty(db, known.failureKey)
    return
  }

  const { time, message } = occurrence
  const failureKey = openFailure(db, projectId, occurrence)
  if (known?.failureKey === failureKey && known.time === time && known.message === message) return
  db.prepare(
    `INSERT OR REPLACE INTO failure_events (run_key, span_key, failure_key, scope_id, time, message)
     VALUES (:runKey, :spanKey, :failureKey, :scopeId, :time, :message)`,
  ).run({ ...place, failureKey, scopeId, time, message })
  if (known?.failureKey === failureKey) return
  db.prepare(
    `UPDATE failures SET status = 'active' WHERE failure_key = :failureKey AND status = 'resolved'`,
  ).run({ failureKey })
  if (known) forgetEmpty(db, known.failureKey)
}

function openFailure(db: Database, projectId: string, occurrence: Occurrence): number {
  const { entityType, toolName } = occurrence
  const { failureId, title } = failureGroup(occurrence)
  const find = db.prepare<{ failureKey: number }>(
    `SELECT failure_key AS failureKey FROM failures
     WHERE project_id = :projectId AND failure_id = :failureId`,
  )
  const known = find.get({ projectId, failureId })
  if (known) return known.failureKey
  db.prepare(
    `INSERT INTO failures (project_id, failure_id, entity_type, tool_name, title, status)
     VALUES (:projectId, :failureId, :entityType, :toolName, :title, 'active')`,
  ).run({ projectId, failureId, entityType, toolName, title })
  return openFailure(db, projectId, occurrence)
}

/** Nothing is left of a failure that was only half of a message, or whose runs are gone. */
export function forgetEmpty(db: Database, failureKey: number): void {
  db.prepare(
    `DELETE FROM failures WHERE failure_key = :failureKey AND status = 'active'
       AND NOT EXISTS (SELECT 1 FROM failure_events WHERE failure_key = :failureKey)`,
  ).run({ failureKey })
}
