import type { TraceSource } from '../../traces/source.ts'
import type { Database } from '../database.ts'
import { selected } from './columns.ts'
import { HAS_ANSWERED, HAS_FAILED } from './event-list.ts'
import type { Condition } from './run-filter.ts'
import type { RunRow } from './run-row.ts'
import type { TimedSpan } from './span-row.ts'

export type EventRun = Pick<RunRow, 'runKey' | 'runId' | 'statusMessage'> & {
  source: TraceSource
  /** Of what it says of itself. */
  time: number
  hasFailed: 0 | 1
  hasAnswered: 0 | 1
}

/** By their keys. */
export function readRuns(db: Database, { where, parameters }: Condition): Map<number, EventRun> {
  const runs = db
    .prepare<EventRun>(
      `SELECT run_key AS runKey, run_id AS runId, status_message AS statusMessage,
         (SELECT source FROM scopes WHERE scopes.scope_id = runs.scope_id) AS source,
         coalesce(end_time, start_time) AS time, ${HAS_FAILED} AS hasFailed,
         ${HAS_ANSWERED} AS hasAnswered
       FROM runs WHERE ${where}`,
    )
    .all(parameters)
  return new Map(runs.map((run) => [run.runKey, run]))
}

const FIELDS = [
  'runKey',
  'spanKey',
  'kind',
  'label',
  'time',
  'startTime',
  'endTime',
  'statusCode',
  'statusMessage',
  'decisionKind',
  'spanId',
  'ofSpanId',
  'packKey',
  'packPlace',
] as const

export type EventSpan = Pick<TimedSpan, (typeof FIELDS)[number]>
type InOrder = ValuesOf<typeof FIELDS>
type ValuesOf<Names extends readonly (keyof TimedSpan)[]> = {
  -readonly [Place in keyof Names]: TimedSpan[Names[Place]]
}

/** A call and its result are one span; either may come first. */
const FIRST_TIME = `CASE spans.kind WHEN 'tool_call'
  THEN min(spans.time, coalesce(spans.end_time, spans.time)) ELSE spans.time END`

/** The spans that the first events are of, in no order that matters. */
export function firstSpans(
  db: Database,
  { where, parameters }: Condition,
  limit: number,
): EventSpan[] {
  const spans = db.prepare(
    `SELECT ${selected(FIELDS, 'spans')} FROM runs JOIN spans USING (run_key)
     WHERE ${where} AND spans.scope_id IS NOT NULL
     ORDER BY ${FIRST_TIME}, spans.span_key LIMIT :limit`,
  )
  return spans.lists<InOrder>({ ...parameters, limit }).map(toSpan)
}

function toSpan([
  runKey,
  spanKey,
  kind,
  label,
  time,
  startTime,
  endTime,
  statusCode,
  statusMessage,
  decisionKind,
  spanId,
  ofSpanId,
  packKey,
  packPlace,
]: InOrder): EventSpan {
  return {
    runKey,
    spanKey,
    kind,
    label,
    time,
    startTime,
    endTime,
    statusCode,
    statusMessage,
    decisionKind,
    spanId,
    ofSpanId,
    packKey,
    packPlace,
  }
}
