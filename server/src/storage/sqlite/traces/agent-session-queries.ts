import type {
  AgentSession,
  AgentSessionQuery,
  AgentSessionReader,
} from '../../traces/agent-session-reader.ts'
import type { Database } from '../database.ts'
import { toMatch } from '../to-match.ts'
import { toDollars } from './amounts.ts'
import { createPeople } from './people.ts'
import type { Condition } from './run-filter.ts'
import { scopeIds, type ScopeIds } from './scopes.ts'
import { inStates } from './session-states.ts'

type SessionRow = Omit<
  AgentSession,
  'sources' | 'agents' | 'agent' | 'userName' | 'userEmail' | 'orgName' | 'preview' | 'patterns'
> & { pricedStepCount: number; agent: string | null; sources: string }

export function agentSessionQueries(db: Database): AgentSessionReader {
  return {
    async agentSessions(query) {
      const scope = scopeIds(db, query)
      const { where, parameters } = sessionCondition(scope, query)
      const { order = 'lastActivity', direction = 'desc', page } = query
      // With a plus SQLite finds what is listed by its id and does not go through all in their order.
      const found = query.sessionIds ? '+' : ''
      const by = ORDERS[order].map(
        (each) => `${found}${each} ${direction === 'asc' ? 'ASC' : 'DESC'}`,
      )
      const grouping = scope.ids.length > 1 ? GROUPED : UNGROUPED
      const rows = db
        .prepare<SessionRow>(
          `SELECT ${grouping.sum(COLUMNS)} FROM agent_sessions AS session WHERE ${where}
           ${grouping.by} ORDER BY ${grouping.sum(by.join(', '))}, sessionId DESC
           LIMIT :limit OFFSET :offset`,
        )
        .all({ ...parameters, ...page })
      return { sessions: rows.map(toSession(db, query, scope)), total: countSessions(db, query) }
    },
  }
}

export function countSessions(db: Database, query: Omit<AgentSessionQuery, 'page'>): number {
  const scope = scopeIds(db, query)
  const { where, parameters } = sessionCondition(scope, query)
  // Within one source each row is a session; to tell them apart would cost more than to count them.
  const counted = scope.ids.length > 1 ? 'DISTINCT session_id' : '*'
  const all = db.prepare<{ total: number }>(
    `SELECT count(${counted}) AS total FROM agent_sessions AS session WHERE ${where}`,
  )
  return all.get(parameters)?.total ?? 0
}

/** A session may have runs of both sources. Unlike `sum`, `total` is a number that can be read. */
const COLUMNS = `session_id AS sessionId, sum(run_count) AS runCount,
  sum(failed_run_count) AS failedRunCount, min(first_start) AS startTime,
  max(last_activity) AS lastActivity, sum(open_run_count) AS openRunCount,
  total(prompt_tokens) AS promptTokens, total(completion_tokens) AS completionTokens,
  total(cost) AS cost, sum(priced_step_count) AS pricedStepCount, sum(event_count) AS eventCount,
  sum(message_count) AS messageCount, sum(failed_span_count) AS failedSpanCount,
  json_group_array((SELECT source FROM scopes WHERE scopes.scope_id = session.scope_id)) AS sources`

const GROUPED = { by: 'GROUP BY session_id', sum: (columns: string) => columns }

/** Within one source each row is a session, and an index has them in their order: none is summed. */
const UNGROUPED = {
  by: '',
  sum: (columns: string) =>
    columns
      .replaceAll('json_group_array', 'json_array')
      .replaceAll(/\btotal\((\w+)\)/g, 'CAST($1 AS REAL)')
      .replaceAll(/\b(?:sum|min|max)\((\w+)\)/g, '$1'),
}

const ORDERS: Record<NonNullable<AgentSessionQuery['order']>, readonly string[]> = {
  sessionId: ['sessionId'],
  agent: [
    `(SELECT agent FROM runs INDEXED BY runs_by_session WHERE runs.scope_id = session.scope_id
    AND runs.session_id = session.session_id AND start_time IS NOT NULL AND agent IS NOT NULL
    ORDER BY start_time DESC LIMIT 1)`,
  ],
  startTime: ['startTime'],
  lastActivity: ['lastActivity'],
  messageCount: ['messageCount'],
  eventCount: ['eventCount'],
  failedSpanCount: ['failedSpanCount'],
  failureCount: ['failedSpanCount + failedRunCount'],
  tokens: ['promptTokens + completionTokens'],
  cost: ['total(cost)'],
  state: ['sum(open_run_count) > 0', 'sum(failed_run_count) = sum(run_count)', 'lastActivity'],
  source: ['sources'],
}

/** Which sessions are meant: each of these is asked of one of their runs. */
function sessionCondition(scope: ScopeIds, query: Omit<AgentSessionQuery, 'page'>): Condition {
  const conditions = [scope.condition('session.scope_id')]
  const parameters: Condition['parameters'] = { ...scope.parameters }
  const add = (condition: string, values: Condition['parameters']) => {
    conditions.push(condition)
    Object.assign(parameters, values)
  }

  const { range, agent, agents, states, userId, orgId, text, sessionIds } = query
  if (range) {
    // By its first and its latest run, which an index has; only one that began before the range and
    // went on after it is looked into.
    add(
      `session.first_start < :to AND session.last_start >= :from
       AND (session.first_start >= :from OR session.last_start < :to
         OR ${hasRun('start_time >= :from AND start_time < :to')})`,
      { ...range },
    )
  }
  if (agents) {
    const isOfAny = 'agent IN (SELECT value FROM json_each(:agents))'
    add(hasRun(isOfAny), { agents: JSON.stringify(agents) })
  }
  if (states) {
    const asked = inStates(scope, states)
    add(asked.where, asked.parameters)
  }
  if (agent !== undefined) add(hasRun('agent = :agent'), { agent })
  if (userId !== undefined) add(hasRun('user_id = :userId'), { userId })
  if (orgId !== undefined) add(hasRun('org_id = :orgId'), { orgId })
  const match = text === undefined ? undefined : toMatch(text)
  if (match !== undefined) add(hasRun(HAS_WORDS), { match: `prompt: (${match})` })
  if (sessionIds) add(IS_LISTED, { sessionIds: JSON.stringify(sessionIds) })
  return { where: conditions.join(' AND '), parameters }
}

const HAS_WORDS = 'run_key IN (SELECT rowid FROM run_texts WHERE run_texts MATCH :match)'
const IS_LISTED = 'session.session_id IN (SELECT value FROM json_each(:sessionIds))'

function hasRun(condition: string): string {
  return `EXISTS (SELECT 1 FROM runs INDEXED BY runs_by_session WHERE runs.scope_id = session.scope_id
    AND runs.session_id = session.session_id AND runs.start_time IS NOT NULL AND ${condition})`
}

function toSession(
  db: Database,
  query: AgentSessionQuery,
  scope: ScopeIds,
): (row: SessionRow) => AgentSession {
  const people = createPeople(db, query)
  // Without statistics SQLite may take an index that only fits the order.
  const runs = `FROM runs INDEXED BY runs_by_session WHERE ${scope.condition('scope_id')} AND session_id = :sessionId
    AND start_time IS NOT NULL`
  const agents = db.prepare<{ agent: string }>(
    `SELECT agent, max(start_time) AS latest ${runs} AND agent IS NOT NULL
     GROUP BY agent ORDER BY latest DESC`,
  )
  const latest = (column: string) =>
    db.prepare<{ id: string }>(
      `SELECT ${column} AS id ${runs} AND ${column} IS NOT NULL ORDER BY start_time DESC LIMIT 1`,
    )
  const user = latest('user_id')
  const org = latest('org_id')
  const preview = db.prepare<{ prompt: string }>(
    `SELECT prompt ${runs} AND prompt IS NOT NULL ORDER BY start_time LIMIT 1`,
  )
  const patterns = db.prepare<{ slug: string }>(
    `SELECT DISTINCT slug FROM pattern_matches WHERE run_key IN (SELECT run_key ${runs})
     ORDER BY slug`,
  )

  return ({ pricedStepCount, cost, sources, ...row }) => {
    const parameters = { ...scope.parameters, sessionId: row.sessionId }
    const named = agents.all(parameters).map(({ agent }) => agent)
    const userId = user.get(parameters)?.id ?? null
    const orgId = org.get(parameters)?.id ?? null
    return {
      ...row,
      // The list that the query made.
      sources: JSON.parse(sources) as AgentSession['sources'],
      cost: pricedStepCount > 0 ? toDollars(cost ?? 0) : null,
      agent: named[0] ?? null,
      agents: named,
      userId,
      orgId,
      ...people({ userId, orgId }),
      preview: preview.get(parameters)?.prompt ?? null,
      patterns: patterns.all(parameters).map(({ slug }) => slug),
    }
  }
}
