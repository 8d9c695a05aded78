import { quantile, type DurationSketch } from '../duration-sketch.ts'
import type { SeriesBucket, SeriesQuery } from '../event-store.ts'
import { MOST_LEAD } from '../moment.ts'
import { LATEST_ARRIVAL } from '../pack-batch.ts'
import { dayOf, type Segments } from './segments.ts'
import { addEncoded } from './sketch-codec.ts'

type MinuteRow = Omit<SeriesBucket, 'durations'>

/** Begin of the step of a minute. Numbers are bound as REAL, by which nothing is divided evenly. */
const STEP = ':from + (minute - CAST(:from AS INTEGER)) / CAST(:step AS INTEGER) * :step'

/** The figures of a project over time, put together from the minutes of every day concerned. */
export function readSeries(
  segments: Segments,
  { projectId, from, to, step }: SeriesQuery,
): SeriesBucket[] {
  const figures = new Map<number, MinuteRow>()
  const sketches = new Map<number, DurationSketch>()
  // Entries are counted in their own minute, and may be received before (a clock runs ahead) or
  // after it (a device was offline).
  const firstDay = dayOf(from - MOST_LEAD)
  const lastDay = dayOf(to + LATEST_ARRIVAL)

  for (const day of segments.days(firstDay)) {
    if (day > lastDay) break
    const db = segments.open(day)
    const range = { projectId, from, to, step }
    const rows = db.prepare<MinuteRow>(
      `SELECT ${STEP} AS time, sum(entries) AS entries,
         sum(errors) AS errors, sum(warnings) AS warnings, sum(requests) AS requests,
         sum(failed_requests) AS failedRequests, sum(bytes) AS bytes
       FROM minutes WHERE project_id = :projectId AND minute >= :from AND minute < :to GROUP BY 1`,
    )
    for (const row of rows.all(range)) figures.set(row.time, merged(figures.get(row.time), row))

    const durations = db.prepare<{ time: number; durations: Uint8Array }>(
      `SELECT ${STEP} AS time, durations
       FROM minutes WHERE project_id = :projectId AND minute >= :from AND minute < :to`,
    )
    for (const row of durations.iterate(range)) {
      sketches.set(row.time, addEncoded(sketches.get(row.time) ?? new Map(), row.durations))
    }
  }

  return [...figures.values()]
    .sort((a, b) => a.time - b.time)
    .map((row) => ({ ...row, durations: percentiles(sketches.get(row.time)) }))
}

function merged(known: MinuteRow | undefined, row: MinuteRow): MinuteRow {
  if (!known) return row
  return {
    time: row.time,
    entries: known.entries + row.entries,
    errors: known.errors + row.errors,
    warnings: known.warnings + row.warnings,
    requests: known.requests + row.requests,
    failedRequests: known.failedRequests + row.failedRequests,
    bytes: known.bytes + row.bytes,
  }
}

function percentiles(sketch: DurationSketch = new Map()): SeriesBucket['durations'] {
  return {
    p50: quantile(sketch, 0.5),
    p95: quantile(sketch, 0.95),
    p99: quantile(sketch, 0.99),
  }
}
