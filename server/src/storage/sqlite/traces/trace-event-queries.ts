import type { TraceEventFilter, TraceEventReader } from '../../traces/trace-event-reader.ts'
import type { Database } from '../database.ts'
import { createExport } from './export-events.ts'
import { eventCondition } from './event-filter.ts'
import {
  countEvents,
  eventsOfGroup,
  groupOf,
  nameOf,
  sequencesIn,
  type EventGroup,
  type NumberedEvent,
} from './event-group.ts'
import { ANY_TYPE, eventsOfScope, type EventPlace } from './event-list.ts'
import { scopeIds } from './scopes.ts'
import { toTraceEvents } from './to-trace-event.ts'

export function traceEventQueries(db: Database): TraceEventReader {
  const exportEvents = createExport(db)
  return {
    async traceEvents(query) {
      const group = groupOf(db, query)
      const { page, newestFirst, ...filter } = query
      const { places, total } = group
        ? {
            places: eventsOfGroup(db, group, filter, { ...page, newestFirst }),
            total: countEvents(db, group, filter),
          }
        : acrossSessions(db, query)
      return { events: toTraceEvents(db, places), total }
    },

    async exportEvents(query) {
      return exportEvents(query)
    },

    async hasSpan(scope, of, spanId) {
      const group = groupOf(db, { ...scope, ...of })
      if (!group) return false
      const page = { limit: 1, offset: 0 }
      return eventsOfGroup(db, group, { runId: of.runId, spanId }, page).length > 0
    },
  }
}

type EventQuery = Parameters<TraceEventReader['traceEvents']>[0]

/** By time, over all sessions: what an index finds first of each sort of event, merged. */
function acrossSessions(
  db: Database,
  query: EventQuery,
): { places: NumberedEvent[]; total: number } {
  const { page, newestFirst, ...filter } = query
  const scope = scopeIds(db, query)
  const condition = eventCondition(filter)
  const parameters = { ...scope.parameters, ...condition.parameters }
  const most = page.limit + page.offset
  const order = newestFirst ? 'DESC' : 'ASC'

  let total = 0
  const found: (EventPlace & { time: number; place: number })[] = []
  for (const { type, events } of eventsOfScope(scope.condition)) {
    if (!mayPass(type, filter)) continue
    const from = `FROM (${events}) WHERE ${condition.where}`
    total += db.prepare<{ n: number }>(`SELECT count(*) AS n ${from}`).get(parameters)?.n ?? 0
    const rows = db.prepare<(typeof found)[number]>(
      `SELECT runKey, spanKey, part, time, place ${from}
       ORDER BY time ${order}, place ${order} LIMIT :most`,
    )
    found.push(...rows.all({ ...parameters, most }))
  }
  const sign = newestFirst ? -1 : 1
  found.sort((a, b) => sign * (a.time - b.time || a.place - b.place))
  return { places: numbered(db, query, found.slice(page.offset, most)), total }
}

/** Spares the queries whose events a filter cannot mean. */
function mayPass(type: string, { types, model, decisionKind }: TraceEventFilter): boolean {
  if (model !== undefined && type !== 'llm_call') return false
  if (decisionKind !== undefined && type !== ANY_TYPE) return false
  return type === ANY_TYPE || !types || types.includes(type)
}

/** With the sequence that each has in its session. */
function numbered(db: Database, query: EventQuery, places: readonly EventPlace[]): NumberedEvent[] {
  const runById = db.prepare<{ runId: string; sessionId: string | null }>(
    'SELECT run_id AS runId, session_id AS sessionId FROM runs WHERE run_key = :runKey',
  )
  const groups = new Map<string, { group: EventGroup; places: EventPlace[] }>()
  for (const place of places) {
    const sessionId = runById.get({ runKey: place.runKey })?.sessionId ?? null
    const of = sessionId === null ? { runKey: place.runKey } : { sessionId }
    const id = JSON.stringify(of)
    const known = groups.get(id) ?? { group: { scope: scopeIds(db, query), of }, places: [] }
    known.places.push(place)
    groups.set(id, known)
  }
  const sequences = new Map<string, number>()
  for (const each of groups.values()) {
    for (const event of sequencesIn(db, each.group, each.places)) {
      sequences.set(nameOf(event), event.sequence)
    }
  }
  return places.map((place) => ({ ...place, sequence: sequences.get(nameOf(place)) ?? 0 }))
}
