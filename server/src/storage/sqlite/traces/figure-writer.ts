import { bucketOf, type DurationSketch } from '../../duration-sketch.ts'
import type { Database } from '../database.ts'
import { addEncoded, encodeSketch } from '../sketch-codec.ts'
import { addUp, toSummedDuration } from './amounts.ts'
import { insertInto, selected } from './columns.ts'
import { NO_AMOUNTS, type Amounts, type Dimension, type FigureChange } from './figure-changes.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Each of them whole in the next: a range is read in the largest that fit. */
export const SIZES = [MINUTE, HOUR, DAY] as const

/** One row of `figures`, without its place. */
export interface Figures extends Amounts {
  durations: number
  durationSum: number
  lastTime: number | null
  sketch: DurationSketch
}

interface Place {
  scopeId: number
  dimension: Dimension
  key: string
  /** Begin of its minute, hour or day. */
  time: number
  size: number
}

interface Pending extends Place {
  change: Figures
  /** The latest use that does not count any more. */
  removedLast: number
}

const AMOUNTS = Object.keys(NO_AMOUNTS) as (keyof Amounts)[]

/** The columns of `figures` that are summed. */
export const FIGURE_FIELDS = [...AMOUNTS, 'durations', 'durationSum', 'lastTime', 'sketch']

/** Rows that are kept at hand: those of the present minute, hour and day are written again and again. */
const MOST_KEPT = 3000

/** Collects what has changed, so that a commit writes each row once. */
export interface FigureWriter {
  add(changes: Iterable<FigureChange>): void
  /** Writes what was collected, in whatever transaction is open. */
  flush(): void
  /** Must be called after a transaction that failed. */
  forget(): void
}

export function createFigureWriter(db: Database): FigureWriter {
  const pending = new Map<string, Pending>()
  const kept = new Map<string, Figures>()

  return {
    add(changes) {
      for (const change of changes) collect(pending, change)
    },
    flush() {
      let level = pending
      for (const size of SIZES) {
        level = sumUp(level, size)
        for (const [id, each] of level) write(db, kept, id, each)
      }
      pending.clear()
      if (kept.size > MOST_KEPT) kept.clear()
    },
    forget() {
      pending.clear()
      kept.clear()
    },
  }
}

function collect(pending: Map<string, Pending>, change: FigureChange): void {
  const { sign, scopeId, dimension, key, lastTime } = change
  const time = beginOf(change.time, MINUTE)
  const known = placeIn(pending, { scopeId, dimension, key, time, size: MINUTE })
  addChange(known.change, change)
  if (sign < 0 && lastTime !== undefined) {
    known.removedLast = Math.max(known.removedLast, lastTime)
  }
}

/** What has changed in smaller pieces of time, by larger ones. */
function sumUp(smaller: Map<string, Pending>, size: number): Map<string, Pending> {
  const larger = new Map<string, Pending>()
  for (const each of smaller.values()) {
    const sum = placeIn(larger, { ...each, time: beginOf(each.time, size), size })
    addFigures(sum.change, each.change)
    sum.removedLast = Math.max(sum.removedLast, each.removedLast)
  }
  return larger
}

function placeIn(pending: Map<string, Pending>, place: Place): Pending {
  const { scopeId, dimension, key, time, size } = place
  const id = `${size} ${scopeId} ${dimension} ${time} ${key}`
  const known = pending.get(id)
  if (known) return known
  const change = noFigures()
  const fresh = { scopeId, dimension, key, time, size, change, removedLast: -Infinity }
  pending.set(id, fresh)
  return fresh
}

function write(
  db: Database,
  kept: Map<string, Figures>,
  id: string,
  { change, removedLast, ...place }: Pending,
): void {
  const stored = kept.get(id) ?? read(db, place) ?? noFigures()
  const before = stored.lastTime
  const sum = addFigures(stored, change)
  if (before !== null && removedLast >= before) sum.lastTime = lastUse(db, place)

  if (sum.count === 0 && sum.runs === 0) {
    kept.delete(id)
    db.prepare(
      `DELETE FROM figures WHERE scope_id = :scopeId AND dimension = :dimension AND size = :size
         AND time = :time AND key = :key`,
    ).run({ ...place })
    return
  }
  kept.set(id, sum)
  writeRow(db, { ...place, ...sum, sketch: encodeSketch(sum.sketch) })
}

const PLACE = ['scopeId', 'dimension', 'size', 'time', 'key']
const writeRow = insertInto('figures', [...PLACE, ...FIGURE_FIELDS], 'INSERT OR REPLACE')
const READ = `SELECT ${selected(FIGURE_FIELDS)} FROM figures
  WHERE scope_id = :scopeId AND dimension = :dimension AND size = :size AND time = :time
    AND key = :key`

function read(db: Database, place: Place): Figures | undefined {
  const row = db.prepare<Omit<Figures, 'sketch'> & { sketch: Uint8Array }>(READ).get({ ...place })
  return row && { ...row, sketch: addEncoded(new Map(), row.sketch) }
}

/** When a tool was last called by the runs of a minute, or of the minutes of an hour or day. */
function lastUse(db: Database, place: Place): number | null {
  const { scopeId, key, time, size } = place
  const range = { scopeId, key, time, end: time + size }
  const source =
    size === MINUTE
      ? `SELECT max(spans.time) AS last FROM runs JOIN spans USING (run_key)
         WHERE runs.scope_id = :scopeId AND runs.start_time >= :time AND runs.start_time < :end
           AND spans.kind = 'tool_call' AND spans.label = :key`
      : `SELECT max(last_time) AS last FROM figures
         WHERE scope_id = :scopeId AND dimension = 'tool' AND size = ${MINUTE} AND key = :key
           AND time >= :time AND time < :end`
  return db.prepare<{ last: number | null }>(source).get(range)?.last ?? null
}

export function noFigures(): Figures {
  return { ...NO_AMOUNTS, durations: 0, durationSum: 0, lastTime: null, sketch: new Map() }
}

/** Adds figures, which may be negative, to others. */
export function addFigures(sum: Figures, more: Figures): Figures {
  for (const name of AMOUNTS) sum[name] = addUp(sum[name], more[name])
  sum.durations += more.durations
  sum.durationSum = addUp(sum.durationSum, more.durationSum)
  if (more.lastTime !== null) sum.lastTime = Math.max(sum.lastTime ?? more.lastTime, more.lastTime)
  for (const [bucket, count] of more.sketch) addToBucket(sum.sketch, bucket, count)
  return sum
}

/** Adds something that is counted from now on, or takes away what is not any more. */
export function addChange(
  sum: Figures,
  { sign, amounts, duration = null, lastTime }: FigureChange,
): void {
  for (const name of AMOUNTS) sum[name] = addUp(sum[name], sign * (amounts[name] ?? 0))
  if (sign > 0 && lastTime !== undefined) {
    sum.lastTime = Math.max(sum.lastTime ?? lastTime, lastTime)
  }
  if (duration === null) return
  sum.durations += sign
  sum.durationSum = addUp(sum.durationSum, sign * toSummedDuration(duration))
  addToBucket(sum.sketch, bucketOf(duration), sign)
}

function addToBucket(sketch: DurationSketch, bucket: number, count: number): void {
  const left = (sketch.get(bucket) ?? 0) + count
  if (left === 0) sketch.delete(bucket)
  else sketch.set(bucket, left)
}

function beginOf(time: number, size: number): number {
  return Math.floor(time / size) * size
}
