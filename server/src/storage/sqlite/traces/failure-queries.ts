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

/** `message` and `sampleRunId` are of the row with the latest time: SQLite takes them from there. */
function grouped(scope: ScopeIds, where: string): string {
  return `
    SELECT failure_id AS failureId, title, entity_type AS entityType, tool_name AS toolName, status,
      event.message AS message, runs.run_id AS sampleRunId, max(event.time) AS latest,
      count(*) AS events, count(DISTINCT event.run_key) AS affectedRuns,
      count(DISTINCT session_id) AS affectedSessions, count(DISTINCT user_id) AS affectedUsers,
      (SELECT min(time) FROM failure_events WHERE failure_key = failures.failure_key
         AND ${scope.condition('scope_id')}) AS firstSeen,
      (SELECT max(time) FROM failure_events WHERE failure_key = failures.failure_key
         AND ${scope.condition('scope_id')}) AS lastSeen
    FROM failure_events AS event JOIN failures USING (failure_key) JOIN runs USING (run_key)
    WHERE ${scope.condition('event.scope_id')} AND ${where}
    GROUP BY failure_key`
}

type FailureRow = Failure & { latest: number }

const ORDERS: Record<FailureQuery['order'], string> = {
  events: 'events',
  firstSeen: 'firstSeen',
  lastSeen: 'lastSeen',
}

function listFailures(db: Database, query: FailureQuery): Failure[] {
  const { range, entityType, status, order, direction } = query
  const scope = scopeIds(db, query)
  const conditions = ['event.time >= :from AND event.time < :to']
  if (entityType) conditions.push('entity_type = :entityType')
  if (status) conditions.push('status = :status')
  const rows = db.prepare<FailureRow>(
    `${grouped(scope, conditions.join(' AND '))}
     ORDER BY ${ORDERS[order]} ${direction === 'asc' ? 'ASC' : 'DESC'}, failureId`,
  )
  const parameters = {
    ...scope.parameters,
    ...range,
    ...(entityType && { entityType }),
    ...(status && { status }),
  }
  return rows.all(parameters).map(({ latest: _, ...failure }) => failure)
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
  const row = db
    .prepare<FailureRow>(grouped(scope, 'event.failure_key = :failureKey'))
    .get(parameters)
  if (!row) return undefined
  const { latest: _, ...failure } = row

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
  const models = db.prepare<{ name: string }>(
    `SELECT DISTINCT label AS name FROM failure_events AS event JOIN run_labels USING (run_key)
     WHERE ${ofFailure} AND kind = 'step' AND label <> 'unknown' ORDER BY name`,
  )
  const agents = db.prepare<{ name: string }>(
    `SELECT DISTINCT agent AS name FROM failure_events AS event JOIN runs USING (run_key)
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
