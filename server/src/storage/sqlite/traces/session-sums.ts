import type { Database } from '../database.ts'
import { addUp } from './amounts.ts'
import { insertInto, selected, updateOf } from './columns.ts'
import { isKnown, type KnownRun, type RunRow } from './run-row.ts'

/** What a run adds to its session. */
interface SessionSums {
  runCount: number
  failedRunCount: number
  openRunCount: number
  eventCount: number
  messageCount: number
  failedSpanCount: number
  pricedStepCount: number
  cost: number
  promptTokens: number
  completionTokens: number
}

interface SessionRow extends SessionSums {
  sessionKey: number
  firstStart: number
  lastStart: number
  lastActivity: number
}

type RunOfSession = KnownRun & { sessionId: string }

/** Keeps a session in step with its run, whose row is written already. */
export function changeSession(
  db: Database,
  before: RunRow | undefined,
  after: RunRow | undefined,
): void {
  const from = isOfSession(before) ? before : undefined
  const to = isOfSession(after) ? after : undefined
  if (from && to && from.sessionId === to.sessionId) return change(db, from, to)
  if (from) change(db, from, undefined)
  if (to) change(db, undefined, to)
}

function isOfSession(run: RunRow | undefined): run is RunOfSession {
  return isKnown(run) && run.sessionId !== null
}

function change(
  db: Database,
  before: RunOfSession | undefined,
  after: RunOfSession | undefined,
): void {
  const run = after ?? before
  if (!run) return
  const { scopeId, sessionId } = run
  const known = db.prepare<SessionRow>(FIND).get({ scopeId, sessionId })
  const sums = differenceOf(before, after, known)
  if (sums.runCount === 0) {
    if (known)
      db.prepare('DELETE FROM agent_sessions WHERE session_key = :sessionKey').run({
        sessionKey: known.sessionKey,
      })
    return
  }

  const row = {
    ...sums,
    firstStart: startIn(db, run, 'ASC'),
    lastStart: startIn(db, run, 'DESC'),
    lastActivity: lastActivity(db, run, known, before, after),
  }
  if (known) updateSession(db, { ...row, sessionKey: known.sessionKey })
  else insertSession(db, { ...row, scopeId, sessionId })
}

const SUMS: readonly (keyof SessionSums)[] = [
  'runCount',
  'failedRunCount',
  'openRunCount',
  'eventCount',
  'messageCount',
  'failedSpanCount',
  'pricedStepCount',
  'cost',
  'promptTokens',
  'completionTokens',
]
const FIELDS = [...SUMS, 'firstStart', 'lastStart', 'lastActivity'] as const
const FIND = `SELECT ${selected(['sessionKey', ...FIELDS])} FROM agent_sessions
  WHERE scope_id = :scopeId AND session_id = :sessionId`
const updateSession = updateOf('agent_sessions', { names: FIELDS, key: 'sessionKey' })
const insertSession = insertInto('agent_sessions', ['scopeId', 'sessionId', ...FIELDS])

function differenceOf(
  before: KnownRun | undefined,
  after: KnownRun | undefined,
  known: SessionSums | undefined,
): SessionSums {
  const less = sumsOf(before)
  const more = sumsOf(after)
  const sums = { ...more }
  for (const name of SUMS) sums[name] = addUp(known?.[name] ?? 0, more[name] - less[name])
  return sums
}

function sumsOf(run: KnownRun | undefined): SessionSums {
  const messages = [run?.prompt, run?.response].filter((text) => text != null)
  return {
    runCount: run ? 1 : 0,
    failedRunCount: run?.statusCode === 2 ? 1 : 0,
    openRunCount: run && run.endTime === null ? 1 : 0,
    eventCount: run?.eventCount ?? 0,
    messageCount: messages.length,
    failedSpanCount: run?.failedSpanCount ?? 0,
    pricedStepCount: run?.pricedStepCount ?? 0,
    cost: run?.cost ?? 0,
    promptTokens: run?.promptTokens ?? 0,
    completionTokens: run?.completionTokens ?? 0,
  }
}

/** Begin of the first run, or of the latest. */
function startIn(db: Database, { scopeId, sessionId }: RunOfSession, order: string): number {
  const found = db
    .prepare<{ time: number }>(
      `SELECT start_time AS time FROM runs
       WHERE scope_id = :scopeId AND session_id = :sessionId AND start_time IS NOT NULL
       ORDER BY start_time ${order} LIMIT 1`,
    )
    .get({ scopeId, sessionId })
  return found?.time ?? 0
}

/** Looks at all runs only when the latest of them has gone. */
function lastActivity(
  db: Database,
  { scopeId, sessionId }: RunOfSession,
  known: SessionRow | undefined,
  before: KnownRun | undefined,
  after: KnownRun | undefined,
): number {
  const now = after?.lastActivity ?? 0
  if (!known || now >= known.lastActivity) return now
  if ((before?.lastActivity ?? 0) < known.lastActivity) return known.lastActivity
  const found = db
    .prepare<{ time: number }>(
      `SELECT max(last_activity) AS time FROM runs
       WHERE scope_id = :scopeId AND session_id = :sessionId AND start_time IS NOT NULL`,
    )
    .get({ scopeId, sessionId })
  return found?.time ?? 0
}
