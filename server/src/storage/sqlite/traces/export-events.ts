import { CursorError } from '../../event-store.ts'
import type { TraceEvent, TraceEventReader } from '../../traces/trace-event-reader.ts'
import type { Database } from '../database.ts'
import { groupOf, type EventGroup, type NumberedEvent } from './event-group.ts'
import { createReadAhead } from './read-ahead.ts'
import { scopeIds, type ScopeIds } from './scopes.ts'
import { toTraceEvents } from './to-trace-event.ts'

type ExportQuery = Parameters<TraceEventReader['exportEvents']>[0]

/** Sessions that one piece looks at, whatever it finds in them. */
const MOST_GROUPS = 500

/** How far a reader has come: up to this event of this session, or of this run without one. */
type Cursor =
  | { in: 'session'; sessionId: string; sequence: number }
  | { in: 'run'; runKey: number; sequence: number }

interface Piece {
  events: TraceEvent[]
  nextCursor: string | null
}

/** Session by session in the order of their ids, then the runs that have none. */
export function createExport(db: Database): (query: ExportQuery) => Piece {
  const readAhead = createReadAhead(db)
  return (query) => readPiece(db, readAhead, query)
}

function readPiece(
  db: Database,
  readAhead: ReturnType<typeof createReadAhead>,
  query: ExportQuery,
): Piece {
  const { limit, cursor, sessionIds: _, ...filter } = query
  const scope = scopeIds(db, query)
  const places: NumberedEvent[] = []
  const piece = (at: Cursor | undefined) => ({
    events: toTraceEvents(db, places),
    nextCursor: at ? writeCursor(at) : null,
  })
  let at: Cursor | undefined = cursor === undefined ? firstOf(db, scope, query) : readCursor(cursor)

  for (let groups = 0; at && groups < MOST_GROUPS; groups += 1) {
    const { sequence: after, in: _in, ...of } = at
    const group: EventGroup = { scope, of }
    const found = readAhead(group, filter, {
      after,
      limit: limit - places.length,
    })
    places.push(...found)
    const last = found.at(-1)
    if (last && places.length === limit) return piece({ ...at, sequence: last.sequence })
    at = nextOf(db, scope, query, at)
  }
  return piece(at)
}

function firstOf(db: Database, scope: ScopeIds, query: ExportQuery): Cursor | undefined {
  const group = groupOf(db, query)
  if (group) return { ...cursorOf(group), sequence: 0 }
  return nextSession(db, scope, query, '') ?? nextRun(db, scope, query, 0)
}

function cursorOf({ of }: EventGroup) {
  return 'runKey' in of ? ({ in: 'run', ...of } as const) : ({ in: 'session', ...of } as const)
}

function nextOf(db: Database, scope: ScopeIds, query: ExportQuery, at: Cursor): Cursor | undefined {
  if (query.sessionId !== undefined || query.runId !== undefined) return undefined
  if (at.in === 'run') return nextRun(db, scope, query, at.runKey)
  return nextSession(db, scope, query, at.sessionId) ?? nextRun(db, scope, query, 0)
}

function nextSession(
  db: Database,
  scope: ScopeIds,
  { sessionIds, range }: ExportQuery,
  after: string,
): Cursor | undefined {
  const listed = sessionIds ? 'AND session_id IN (SELECT value FROM json_each(:sessionIds))' : ''
  // A source at a time, so that the index is read in its order.
  const next = db.prepare<{ sessionId: string }>(
    `SELECT session_id AS sessionId FROM agent_sessions
     WHERE scope_id = :scope AND session_id > :after AND last_activity >= :since ${listed}
     ORDER BY session_id LIMIT 1`,
  )
  const parameters = {
    after,
    since: range?.from ?? Number.MIN_SAFE_INTEGER,
    ...(sessionIds && { sessionIds: JSON.stringify(sessionIds) }),
  }
  const [sessionId] = scope.ids
    .flatMap((id) => next.get({ ...parameters, scope: id })?.sessionId ?? [])
    .sort()
  return sessionId === undefined ? undefined : { in: 'session', sessionId, sequence: 0 }
}

function nextRun(
  db: Database,
  scope: ScopeIds,
  { sessionIds }: ExportQuery,
  after: number,
): Cursor | undefined {
  if (sessionIds) return undefined
  const run = db
    .prepare<{ runKey: number }>(
      `SELECT run_key AS runKey FROM runs
       WHERE run_key > :after AND ${scope.condition('+scope_id')} AND session_id IS NULL
         AND start_time IS NOT NULL
       ORDER BY run_key LIMIT 1`,
    )
    .get({ ...scope.parameters, after })
  return run && { in: 'run', runKey: run.runKey, sequence: 0 }
}

function writeCursor(at: Cursor): string {
  const place = at.in === 'run' ? at.runKey : at.sessionId
  return Buffer.from(JSON.stringify([at.in, place, at.sequence])).toString('base64url')
}

function readCursor(text: string): Cursor {
  try {
    const [where, place, sequence]: unknown[] = JSON.parse(
      Buffer.from(text, 'base64url').toString('utf8'),
    )
    if (typeof sequence === 'number') {
      if (where === 'run' && typeof place === 'number') {
        return { in: 'run', runKey: place, sequence }
      }
      if (where === 'session' && typeof place === 'string') {
        return { in: 'session', sessionId: place, sequence }
      }
    }
  } catch {
    // Told below.
  }
  throw new CursorError(`"${text}" is not a cursor of this collector`)
}
