import { CursorError, type NotableHit, type SearchPage, type SearchQuery } from '../event-store.ts'
import type { NotableKind } from '../read-notable.ts'
import { openDatabase, type Database } from './database.ts'
import { indexedUpTo } from './index-texts.ts'
import { placeOf } from './notable-id.ts'
import { dayOf, type Segments } from './segments.ts'
import { toMatch } from './to-match.ts'

interface NotableRow {
  notableId: number
  sessionId: string
  time: number
  kind: NotableKind
  text: string
}

interface DayQuery extends SearchQuery {
  match: string | undefined
  /** Only what arrived before this entry. */
  beforeId: number
  most: number
}

/** Newest arrivals first, day by day, so that a page is found without looking at all there is. */
export function searchEntries(segments: Segments, query: SearchQuery): SearchPage {
  const { limit } = query
  const before = query.cursor === undefined ? undefined : readCursor(query.cursor)
  const match = query.text === undefined ? undefined : toMatch(query.text)
  const days = segments.days(query.from === undefined ? '' : dayOf(query.from)).reverse()
  const hits: NotableHit[] = []
  let last: { day: string; notableId: number } | undefined

  for (const day of days) {
    if (before && day > before.day) continue
    const beforeId = before?.day === day ? before.notableId : Number.MAX_SAFE_INTEGER
    // One more than asked for tells whether there is a next page.
    const most = limit + 1 - hits.length
    for (const row of findInDay(segments.open(day), { ...query, match, beforeId, most })) {
      if (hits.length === limit) return { hits, nextCursor: last ? writeCursor(last) : null }
      hits.push(toHit(day, row))
      last = { day, notableId: row.notableId }
    }
  }
  return { hits, nextCursor: null }
}

function findInDay(db: Database, query: DayQuery): NotableRow[] {
  const { match, beforeId, most } = query
  if (match === undefined) return select(db, 'notable WHERE notable_id < :before', query, beforeId)

  const indexed = indexedUpTo(db)
  const newest = findNotIndexed(db, { ...query, match }, indexed).slice(0, most)
  // In the order of its rows is how FTS5 walks by itself: newest first costs nothing, and ends at
  // the limit.
  const source = `notable_texts JOIN notable ON notable_id = notable_texts.rowid
    WHERE notable_texts MATCH :match AND notable_texts.rowid < :before`
  return [...newest, ...select(db, source, query, Math.min(beforeId, indexed + 1))].slice(0, most)
}

function select(db: Database, source: string, query: DayQuery, before: number): NotableRow[] {
  const { match } = query
  const rows = db.prepare<NotableRow>(
    `SELECT notable_id AS notableId, time, kind, notable.text AS text,
       (SELECT session_id FROM batches WHERE batch_id = notable_id >> 16) AS sessionId
     FROM ${source} AND notable.project_id = :projectId AND instr(:kinds, kind) > 0
       AND time >= :from AND time < :to
     ORDER BY ${match === undefined ? 'notable_id' : 'notable_texts.rowid'} DESC LIMIT :most`,
  )
  return rows.all({
    projectId: query.projectId,
    kinds: query.kinds.join(' '),
    from: query.from ?? Number.MIN_SAFE_INTEGER,
    to: query.to ?? Number.MAX_SAFE_INTEGER,
    before,
    most: query.most,
    ...(match !== undefined && { match }),
  })
}

/** What came in the last moments is not in the index yet: it goes into one of its own, in memory. */
function findNotIndexed(db: Database, query: DayQuery & { match: string }, indexed: number) {
  const { beforeId } = query
  const source = `notable WHERE notable_id > ${indexed} AND notable_id < :before`
  const recent = select(db, source, { ...query, match: undefined, most: -1 }, beforeId)
  if (recent.length === 0) return []

  const memory = openDatabase(':memory:', {})
  try {
    memory.exec(`CREATE VIRTUAL TABLE texts USING fts5 (text, tokenize='unicode61')`)
    const insert = memory.prepare('INSERT INTO texts (rowid, text) VALUES (:notableId, :text)')
    memory.transaction(() => {
      for (const { notableId, text } of recent) insert.run({ notableId, text })
    })
    const found = memory
      .prepare<{ rowid: number }>('SELECT rowid FROM texts WHERE texts MATCH :match')
      .all({ match: query.match })
    const ids = new Set(found.map(({ rowid }) => rowid))
    return recent.filter(({ notableId }) => ids.has(notableId))
  } finally {
    memory.close()
  }
}

function toHit(day: string, { notableId, ...row }: NotableRow): NotableHit {
  const { batchId, position } = placeOf(notableId)
  return { entryId: `${day}-${batchId}-${position}`, ...row }
}

function writeCursor({ day, notableId }: { day: string; notableId: number }): string {
  return `${day}.${notableId}`
}

function readCursor(cursor: string): { day: string; notableId: number } {
  const match = /^(\d{8})\.(\d{1,15})$/.exec(cursor)
  if (!match) throw new CursorError(`"${cursor}" is not a cursor of this collector`)
  const [, day = '', notableId] = match
  return { day, notableId: Number(notableId) }
}
