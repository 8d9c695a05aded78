import { CursorError, type NotableHit, type SearchPage, type SearchQuery } from '../event-store.ts'
import type { NotableKind } from '../read-notable.ts'
import { dayOf, type Segments } from './segments.ts'
import { toMatch } from './to-match.ts'

interface HitRow {
  notableId: number
  batchId: number
  position: number
  sessionId: string
  time: number
  kind: NotableKind
  text: string
}

const COLUMNS = `notable_id AS notableId, batch_id AS batchId, position, session_id AS sessionId,
  time, kind, notable.text AS text`

/** Newest arrivals first, day by day, so that a page is found without looking at all there is. */
export function searchEntries(segments: Segments, query: SearchQuery): SearchPage {
  const { limit } = query
  const before = query.cursor === undefined ? undefined : readCursor(query.cursor)
  const days = segments.days(query.from === undefined ? '' : dayOf(query.from)).reverse()
  const hits: NotableHit[] = []
  let last: { day: string; notableId: number } | undefined

  for (const day of days) {
    if (before && day > before.day) continue
    const beforeId = before?.day === day ? before.notableId : Number.MAX_SAFE_INTEGER
    // One more than asked for tells whether there is a next page.
    for (const row of findInDay(segments, day, {
      ...query,
      beforeId,
      most: limit + 1 - hits.length,
    })) {
      if (hits.length === limit) return { hits, nextCursor: last ? writeCursor(last) : null }
      hits.push(toHit(day, row))
      last = { day, notableId: row.notableId }
    }
  }
  return { hits, nextCursor: null }
}

function findInDay(
  segments: Segments,
  day: string,
  query: SearchQuery & { beforeId: number; most: number },
): HitRow[] {
  const match = query.text === undefined ? undefined : toMatch(query.text)
  // `rowid` order is what FTS5 walks by itself: newest first costs nothing, and ends at the limit.
  const source =
    match === undefined
      ? 'notable WHERE notable_id < :beforeId'
      : `notable_texts JOIN notable ON notable_id = notable_texts.rowid
         WHERE notable_texts MATCH :match AND notable_texts.rowid < :beforeId`
  const rows = segments.open(day).prepare<HitRow>(
    `SELECT ${COLUMNS} FROM ${source} AND project_id = :projectId
       AND instr(:kinds, kind) > 0 AND time >= :from AND time < :to
     ORDER BY ${match === undefined ? 'notable_id' : 'notable_texts.rowid'} DESC LIMIT :most`,
  )
  return rows.all({
    projectId: query.projectId,
    kinds: query.kinds.join(' '),
    from: query.from ?? Number.MIN_SAFE_INTEGER,
    to: query.to ?? Number.MAX_SAFE_INTEGER,
    beforeId: query.beforeId,
    most: query.most,
    ...(match !== undefined && { match }),
  })
}

function toHit(
  day: string,
  { batchId, position, sessionId, time, kind, text }: HitRow,
): NotableHit {
  return { entryId: `${day}-${batchId}-${position}`, sessionId, time, kind, text }
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
