import type { TraceEventFilter } from '../../traces/trace-event-reader.ts'
import type { Database } from '../database.ts'
import { eventCondition } from './event-filter.ts'
import { eventsOfRuns, type EventPlace } from './event-list.ts'
import type { Condition } from './run-filter.ts'
import { scopeIds, type ScopeIds } from './scopes.ts'

/** Events that are numbered together: those of a session or, without one, of a run. */
export interface EventGroup {
  scope: ScopeIds
  of: { sessionId: string } | { runKey: number }
}

export interface NumberedEvent extends EventPlace {
  sequence: number
}

/** The group that a filter names; `undefined` when it names none. */
export function groupOf(
  db: Database,
  { projectId, sources, sessionId, runId }: TraceEventFilter,
): EventGroup | undefined {
  const scope = scopeIds(db, { projectId, sources })
  if (sessionId !== undefined) return { scope, of: { sessionId } }
  if (runId === undefined) return undefined
  const run = db
    .prepare<{ runKey: number; sessionId: string | null }>(
      `SELECT run_key AS runKey, session_id AS sessionId FROM runs
       WHERE ${scope.condition('scope_id')} AND run_id = :runId AND start_time IS NOT NULL
       ORDER BY scope_id DESC`,
    )
    .get({ ...scope.parameters, runId })
  if (run && run.sessionId !== null) return { scope, of: { sessionId: run.sessionId } }
  return { scope, of: { runKey: run?.runKey ?? 0 } }
}

/** The events of a group that a filter lets pass, in order of their sequence. */
export function eventsOfGroup(
  db: Database,
  group: EventGroup,
  filter: Omit<TraceEventFilter, 'projectId' | 'sources' | 'sessionId'>,
  page: { after?: number; limit: number; offset: number; newestFirst?: boolean | undefined },
): NumberedEvent[] {
  const { after = 0, limit, offset, newestFirst } = page
  const runs = conditionOf(group)
  const condition = eventCondition(filter)
  return db
    .prepare<NumberedEvent>(
      `WITH numbered AS (
         SELECT *, row_number() OVER (ORDER BY time, place) AS sequence
         FROM (${eventsOfRuns(runs.where)}))
       SELECT runKey, spanKey, part, sequence FROM numbered
       WHERE ${condition.where} AND sequence > :after
       ORDER BY sequence ${newestFirst ? 'DESC' : 'ASC'} LIMIT :limit OFFSET :offset`,
    )
    .all({ ...runs.parameters, ...condition.parameters, after, limit, offset })
}

export function countEvents(
  db: Database,
  group: EventGroup,
  filter: Omit<TraceEventFilter, 'projectId' | 'sources' | 'sessionId'>,
): number {
  const runs = conditionOf(group)
  const condition = eventCondition(filter)
  const counted = db
    .prepare<{ total: number }>(
      `SELECT count(*) AS total FROM (${eventsOfRuns(runs.where)}) WHERE ${condition.where}`,
    )
    .get({ ...runs.parameters, ...condition.parameters })
  return counted?.total ?? 0
}

/** The sequences of some events of a group. */
export function sequencesIn(
  db: Database,
  group: EventGroup,
  places: readonly EventPlace[],
): NumberedEvent[] {
  const runs = conditionOf(group)
  const wanted = JSON.stringify(places.map(nameOf))
  return db
    .prepare<NumberedEvent>(
      `WITH numbered AS (
         SELECT *, row_number() OVER (ORDER BY time, place) AS sequence
         FROM (${eventsOfRuns(runs.where)}))
       SELECT runKey, spanKey, part, sequence FROM numbered
       WHERE runKey || ' ' || spanKey || ' ' || part IN (SELECT value FROM json_each(:wanted))`,
    )
    .all({ ...runs.parameters, wanted })
}

/** An event's place as one text. */
export function nameOf({ runKey, spanKey, part }: EventPlace): string {
  return `${runKey} ${spanKey} ${part}`
}

/** A condition on `runs`, known or not. */
export function conditionOf({ scope, of }: EventGroup): Condition {
  if ('runKey' in of)
    return { where: 'runs.run_key = :groupRun', parameters: { groupRun: of.runKey } }
  return {
    where: `${scope.condition('runs.scope_id')} AND runs.session_id = :groupSession`,
    parameters: { ...scope.parameters, groupSession: of.sessionId },
  }
}
