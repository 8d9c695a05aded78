import type {
  Failure,
  FailureDetail,
  FailureQuery,
  FailureSample,
  FailureStore,
} from '../../traces/failure-store.ts'
import type { TraceScope } from '../../traces/source.ts'
import type { Database } from '../database.ts'
import { scopeIds, type ScopeIds } from './scopes.ts'

const MOST_SAMPLES = 20

export function failureQueries(db: Database): FailureStore {
  return {
    async failures(query) {
      return listFailures(db, query)
    },
    async failure(scope, failureId, step) {
      return failureDetail(db, scope, failureId, step)
    },
    async setFailureStatus(projectId, failureId, status) {
      const changed = db
        .prepare(
          `UPDATE failures SET status = :status
           WHERE project_id = :projectId AND failure_id = :failureId`,
        )
        .run({ projectId, failureId, status })
      return changed > 0
    },
  }
}

/**
 * Events are counted by indexes alone, which have no texts in them. `run_key` and `span_key` are of
 * the event with the latest time: SQLite takes them from there.
 */
function grouped(scope: ScopeIds, where: string): string {
  return `
    WITH counted AS (
      SELECT failure_key, run_key, span_key, max(event.time) AS latest, count(*) AS events,
        count(DISTINCT run_key) AS affectedRuns,
        count(DISTINCT runs.session_id) AS affectedSessions,
        count(DISTINCT runs.user_id) AS affectedUsers
      FROM failure_events AS event CROSS JOIN runs INDEXED BY runs_failing USING (run_key)
      WHERE ${scope.condition('event.scope_id')} AND ${where} AND ${IS_FAILING}
      GROUP BY failure_key)
    SELECT failure_id AS failureId, title, entity_type AS entityType, tool_name AS toolName, status,
      sample.message AS message, runs.run_id AS sampleRunId,
      events, affectedRuns, affectedSessions, affectedUsers,
      ${seen('min', scope)} AS firstSeen, ${seen('max', scope)} AS lastSeen
    FROM counted JOIN failures USING (failure_key)
      JOIN failure_events AS sample USING (run_key, span_key) JOIN runs USING (run_key)`
}

/** True of every run that an event is of; in these words SQLite takes the index of such runs. */
const IS_FAILING = '(runs.status_code = 2 OR runs.failed_span_count > 0)'

/** Over all time. A source at a time, so that the index is asked for one end of it. */
function seen(end: 'min' | 'max', scope: ScopeIds): string {
  return `(SELECT ${end}((SELECT ${end}(time) FROM failure_events AS event
      WHERE event.failure_key = counted.failure_key AND event.scope_id = scopes.scope_id))
    FROM scopes WHERE ${scope.condition('scopes.scope_id')})`
}

const ORDERS: Record<FailureQuery['order'], string> = {
  events: 'events',
  firstSeen: 'firstSeen',
  lastSeen: 'lastSeen',
}

function listFailures(db: Database, query: FailureQuery): Failure[] {
  const { range, entityType, status, order, direction } = query
  const scope = scopeIds(db, query)
  const conditions = ['TRUE']
  if (entityType) conditions.push('entity_type = :entityType')
  if (status) conditions.push('status = :status')
  const rows = db.prepare<Failure>(
    `${grouped(scope, 'event.time >= :from AND event.time < :to')}
     WHERE ${conditions.join(' AND ')}
     ORDER BY ${ORDERS[order]} ${direction === 'asc' ? 'ASC' : 'DESC'}, failureId`,
  )
  const parameters = {
    ...scope.parameters,
    ...range,
    ...(entityType && { entityType }),
    ...(status && { status }),
  }
  return rows.all(parameters).map((failure) => ({ ...failure }))
}

function failureDetail(
  db: Database,
  query: TraceScope,
  failureId: string,
  step: number,
): FailureDetail | undefined {
  const scope = scopeIds(db, query)
  const failureKey = db
    .prepare<{ failureKey: number }>(
      `SELECT failure_key AS failureKey FROM failures
       WHERE project_id = :projectId AND failure_id = :failureId`,
    )
    .get({ projectId: query.projectId, failureId })?.failureKey
  if (failureKey === undefined) return undefined

  const parameters = { ...scope.parameters, failureKey }
  const failure = db
    .prepare<Failure>(grouped(scope, 'event.failure_key = :failureKey'))
    .get(parameters)
  if (!failure) return undefined

  const ofFailure = `failure_key = :failureKey AND ${scope.condition('event.scope_id')}`
  const timeline = db.prepare<{ time: number; events: number }>(
    `SELECT CAST(time / :step AS INTEGER) * CAST(:step AS INTEGER) AS time, count(*) AS events
     FROM failure_events AS event WHERE ${ofFailure} GROUP BY 1 ORDER BY 1`,
  )
  const samples = db.prepare<FailureSample>(
    `SELECT runs.run_id AS runId, spans.span_id AS toolCallId, runs.session_id AS sessionId,
       event.message AS message, event.time AS occurredAt
     FROM failure_events AS event JOIN runs USING (run_key)
       LEFT JOIN spans ON spans.span_key = event.span_key
     WHERE ${ofFailure} ORDER BY event.time DESC LIMIT ${MOST_SAMPLES}`,
  )
  // In this order: the other way round SQLite would look at all events for each label of any run.
  const models = db.prepare<{ name: string }>(
    `SELECT DISTINCT label AS name FROM failure_events AS event CROSS JOIN run_labels USING (run_key)
     WHERE ${ofFailure} AND kind = 'step' AND label <> 'unknown' ORDER BY name`,
  )
  const agents = db.prepare<{ name: string }>(
    `SELECT DISTINCT agent AS name FROM failure_events AS event CROSS JOIN runs USING (run_key)
     WHERE ${ofFailure} AND agent IS NOT NULL ORDER BY name`,
  )
  return {
    ...failure,
    timeline: timeline.all({ ...parameters, step }).map((each) => ({ ...each })),
    samples: samples.all(parameters).map((sample) => ({ ...sample })),
    models: models.all(parameters).map(({ name }) => name),
    agents: agents.all(parameters).map(({ name }) => name),
  }
}
