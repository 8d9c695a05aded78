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

interface Arrival extends Omit<PartBatch, 'parts'> {
  arrivalId: number
  parts: Uint8Array
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
  /** No further batch is begun after so many parts. */
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
  try {
    // After a power failure what had not reached the disk would be taken in again: it waits there.
    db.exec('PRAGMA synchronous = NORMAL')
    db.transaction(() => {
      const { batches, last } = nextArrivals(db, most)
      for (const batch of batches) appendParts(db, figures, batch)
      figures.flush()
      remove(db, last)
    })
  } catch (error) {
    figures.forget()
    // A full disk, or a file that another process holds: it can go in later.
    if (!isLasting(error)) throw error
    // Alone the first goes in, or is the one to blame.
    if (most > 1) return takeIn(db, figures, { most: 1, onRefused })
    refuse(db, error instanceof Error ? error.message : String(error))
    onRefused(error)
  } finally {
    db.exec('PRAGMA synchronous = FULL')
  }
}

/** Takes in all that a collector left that was killed. */
export function takeInAll(db: Database): void {
  const figures = createFigureWriter(db)
  while (waitingArrivals(db)) takeIn(db, figures, { most: 1000, onRefused: () => {} })
}

/** Removes, of what could not be taken in, each batch that names one of these or cannot be read. */
export function forgetRefused(db: Database, projectId: string, names: readonly string[]): number {
  let removed = 0
  for (const { arrivalId, parts } of db.prepare<Arrival>(REFUSED).all({ projectId })) {
    const json = readableJson(parts)
    if (json && !names.some((name) => json.includes(JSON.stringify(name)))) continue
    db.prepare('DELETE FROM refused_arrivals WHERE arrival_id = :arrivalId').run({ arrivalId })
    removed += 1
  }
  return removed
}

function readableJson(parts: Uint8Array): string | undefined {
  try {
    return JSON.stringify(decodeBody(parts))
  } catch {
    return undefined
  }
}

/** What came within so many milliseconds came at once, for retention, which goes by days. */
const TOGETHER = 60_000

const keep = insertInto('arrivals', [
  ...['projectId', 'source', 'receivedAt', 'keptAt', 'position', 'parts'],
])
const END = 'SELECT arrival_id AS id, kept_at AS since, position FROM arrivals ORDER BY arrival_id'
const NEXT = `SELECT arrival_id AS arrivalId, project_id AS projectId, source,
    received_at AS receivedAt, parts
  FROM arrivals ORDER BY arrival_id`
const REFUSE = `INSERT INTO refused_arrivals
  SELECT arrival_id, project_id, source, received_at, :reason, parts
  FROM arrivals WHERE arrival_id = :first`

const REFUSED = `SELECT arrival_id AS arrivalId, parts FROM refused_arrivals
  WHERE project_id = :projectId`

function refuse(db: Database, reason: string): void {
  db.transaction(() => {
    const first = waitingArrivals(db)?.first ?? 0
    db.prepare(REFUSE).run({ first, reason })
    remove(db, first)
  })
}

function nextArrivals(db: Database, most: number): { batches: PartBatch[]; last: number } {
  const batches: Growing[] = []
  const latest = new Map<string, Growing>()
  let last = 0
  let count = 0
  for (const { arrivalId, parts: packed, ...arrival } of db.prepare<Arrival>(NEXT).iterate()) {
    const scope = `${arrival.source} ${arrival.projectId}`
    let batch = latest.get(scope)
    if (!batch || Math.abs(arrival.receivedAt - batch.receivedAt) > TOGETHER) {
      batch = { ...arrival, parts: [] }
      batches.push(batch)
      latest.set(scope, batch)
    }
    // What `keepArrival` packed.
    const parts = decodeBody<SpanPart[]>(packed)
    for (const part of parts) batch.parts.push(part)
    last = arrivalId
    count += parts.length
    if (count >= most) break
  }
  return { batches, last }
}

type Growing = PartBatch & { parts: SpanPart[] }

/** So that nothing is left in the file: what was taken in can be erased where it then stands. */
function remove(db: Database, last: number): void {
  db.exec('PRAGMA secure_delete = ON')
  try {
    db.prepare('DELETE FROM arrivals WHERE arrival_id <= :last').run({ last })
  } finally {
    db.exec('PRAGMA secure_delete = OFF')
  }
}
