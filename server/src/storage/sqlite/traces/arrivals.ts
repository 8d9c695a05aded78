import type { PartBatch } from '../../trace-store.ts'
import type { SpanPart } from '../../traces/span-parts.ts'
import { isLasting } from '../damage.ts'
import type { Database } from '../database.ts'
import { appendParts } from './append-parts.ts'
import { decodeBody, packJson } from './body-codec.ts'
import { insertInto } from './columns.ts'
import { createFigureWriter, type FigureWriter } from './figure-writer.ts'

/** A batch with its parts as JSON. */
export interface PackedParts extends Omit<PartBatch, 'parts'> {
  json: Uint8Array<ArrayBuffer>
}

/** What is on disk and acknowledged, and not taken in yet. */
export interface WaitingArrivals {
  /** The first and the last of them, by their ids, which only rise. */
  first: number
  last: number
  /** Since when the first waits. */
  since: number
  /** JSON that waits, but for the first's. */
  bytes: number
}

interface End {
  id: number
  since: number
  position: number
}

interface PackedRow extends Omit<PartBatch, 'parts'> {
  parts: Uint8Array
}

interface Arrival extends PackedRow {
  arrivalId: number
}

interface Waiting {
  arrivalId: number
  packed: PackedRow
}

/** Keeps a batch as it came: one row, whatever its parts are going to change. */
export function keepArrival(db: Database, { json, ...batch }: PackedParts, keptAt: number): void {
  const before = db.prepare<End>(`${END} DESC LIMIT 1`).get()?.position ?? 0
  const position = before + json.byteLength
  keep(db, { ...batch, keptAt, position, parts: packJson(json) })
}

export function waitingArrivals(db: Database): WaitingArrivals | undefined {
  const first = db.prepare<End>(`${END} ASC LIMIT 1`).get()
  const last = first && db.prepare<End>(`${END} DESC LIMIT 1`).get()
  if (!last) return undefined
  const { id, since, position } = first
  return { first: id, last: last.id, since, bytes: last.position - position }
}

export interface TakeInOptions {
  /** No further batch is begun after so many bytes, as they are packed. */
  most: number
  /** A batch could not be taken in and was put out of the way of the others. */
  onRefused(error: unknown): void
}

/**
 * Takes in what waits, in the order in which it came, at least one batch of it. Those of a project
 * are put together first, so that a run whose steps come one by one is changed once. In a
 * transaction of its own; throws when the file does not let it now.
 */
export function takeIn(db: Database, figures: FigureWriter, options: TakeInOptions): void {
  const { most, onRefused } = options
  // After a power failure what had not reached the disk would be taken in again: it waits there.
  db.exec('PRAGMA synchronous = NORMAL')
  try {
    takeInTogether(db, figures, most)
  } catch (error) {
    figures.forget()
    // A full disk, or a file that another process holds: it can go in later.
    if (!isLasting(error)) throw error
    for (const refused of takeInEach(db, figures, most)) onRefused(refused)
  } finally {
    db.exec('PRAGMA synchronous = FULL')
  }
}

function takeInTogether(db: Database, figures: FigureWriter, most: number): void {
  db.transaction(() => {
    const arrivals = nextArrivals(db, most)
    for (const batches of byScope(arrivals)) appendParts(db, figures, batches)
    figures.flush()
    remove(db, arrivals.at(-1)?.arrivalId ?? 0)
  })
}

/** Each by itself, so that only those to blame are put out of the way; what was wrong with them. */
function takeInEach(db: Database, figures: FigureWriter, most: number): unknown[] {
  const wrong: unknown[] = []
  const takeInOne = ({ arrivalId, packed }: Waiting) => {
    try {
      db.transaction(() => {
        appendParts(db, figures, [unpack(packed)])
        figures.flush()
      })
    } catch (error) {
      figures.forget()
      if (!isLasting(error)) throw error
      const reason = error instanceof Error ? error.message : String(error)
      db.prepare(REFUSE).run({ arrivalId, reason })
      wrong.push(error)
    }
    remove(db, arrivalId)
  }

  try {
    db.transaction(() => nextArrivals(db, most).forEach(takeInOne))
  } catch (error) {
    // What went in is taken back, also of those before.
    figures.forget()
    throw error
  }
  return wrong
}

/** Takes in all that a collector left that was killed. */
export function takeInAll(db: Database): void {
  const figures = createFigureWriter(db)
  while (waitingArrivals(db)) takeIn(db, figures, { most: 100_000, onRefused: () => {} })
}

/** Removes, of what could not be taken in, each batch that names one of these or cannot be read. */
export function forgetRefused(db: Database, projectId: string, names: readonly string[]): number {
  const naming = refusedNaming(db, projectId, names)
  const remove = db.prepare('DELETE FROM refused_arrivals WHERE arrival_id = :arrivalId')
  for (const arrivalId of naming) remove.run({ arrivalId })
  return naming.length
}

export function refusedNaming(db: Database, projectId: string, names: readonly string[]): number[] {
  const refused = db.prepare<Arrival>(REFUSED).all({ projectId })
  const quoted = names.map((name) => JSON.stringify(name))
  return refused
    .filter(({ parts }) => {
      const json = readableJson(parts)
      return json === undefined || quoted.some((name) => json.includes(name))
    })
    .map(({ arrivalId }) => arrivalId)
}

function readableJson(parts: Uint8Array): string | undefined {
  try {
    return JSON.stringify(decodeBody(parts))
  } catch {
    return undefined
  }
}

const keep = insertInto('arrivals', [
  ...['projectId', 'source', 'receivedAt', 'keptAt', 'position', 'parts'],
])
const END = 'SELECT arrival_id AS id, kept_at AS since, position FROM arrivals ORDER BY arrival_id'
const NEXT = `SELECT arrival_id AS arrivalId, project_id AS projectId, source,
    received_at AS receivedAt, parts
  FROM arrivals ORDER BY arrival_id`
const REFUSE = `INSERT INTO refused_arrivals
  SELECT arrival_id, project_id, source, received_at, :reason, parts
  FROM arrivals WHERE arrival_id = :arrivalId`

const REFUSED = `SELECT arrival_id AS arrivalId, parts FROM refused_arrivals
  WHERE project_id = :projectId`

/** The first that wait; none is begun after so many bytes of what is packed. */
function nextArrivals(db: Database, most: number): Waiting[] {
  const arrivals: Waiting[] = []
  let bytes = 0
  for (const { arrivalId, ...packed } of db.prepare<Arrival>(NEXT).iterate()) {
    arrivals.push({ arrivalId, packed })
    bytes += packed.parts.byteLength
    if (bytes >= most) break
  }
  return arrivals
}

function unpack({ parts, ...batch }: PackedRow): PartBatch {
  // What `keepArrival` packed.
  return { ...batch, parts: decodeBody<SpanPart[]>(parts) }
}

/** Those of each project and source, in their order. */
function byScope(arrivals: readonly Waiting[]): [PartBatch, ...PartBatch[]][] {
  const scopes = new Map<string, [PartBatch, ...PartBatch[]]>()
  for (const { packed } of arrivals) {
    const batch = unpack(packed)
    const scope = `${batch.source} ${batch.projectId}`
    const known = scopes.get(scope)
    if (known) known.push(batch)
    else scopes.set(scope, [batch])
  }
  return [...scopes.values()]
}

function remove(db: Database, last: number): void {
  db.prepare('DELETE FROM arrivals WHERE arrival_id <= :last').run({ last })
}
