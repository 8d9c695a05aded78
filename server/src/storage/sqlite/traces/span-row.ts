import type {
  CallOutcome,
  EventPart,
  SpanPart,
  StatusCode,
  StepPart,
  ToolCallPart,
} from '../../traces/span-parts.ts'
import type { Database } from '../database.ts'
import { insertInto, selected, updateOf } from './columns.ts'

export type SpanKind = Exclude<SpanPart['kind'], 'run'>

/** A span as `spans` has it. */
export interface SpanRow {
  spanKey: number
  runKey: number
  kind: SpanKind
  spanId: string
  /** The span that it stands on, when `spanId` is another name. */
  ofSpanId: string | null
  scopeId: number | null
  time: number | null
  startTime: number | null
  endTime: number | null
  statusCode: StatusCode
  outcome: CallOutcome
  label: string
  decisionKind: string | null
  parentSpanId: string | null
  agent: string | null
  promptUncachedTokens: number
  promptCachedTokens: number
  completionTokens: number
  cost: number | null
  bytesIn: number | null
  bytesOut: number | null
  statusMessage: string | null
  /** Where its texts are; `null` when it has none. */
  packKey: number | null
  packPlace: number | null
}

/** What stands beside it, whole. */
export type SpanBody = Pick<
  StepPart,
  | 'prompt'
  | 'response'
  | 'modelRequested'
  | 'modelUsed'
  | 'provider'
  | 'finishReason'
  | 'toolDefinitions'
  | 'timeToFirstToken'
> &
  Pick<
    ToolCallPart,
    'args' | 'result' | 'integrationId' | 'outcome' | 'resultEventId' | 'resultData'
  > &
  Pick<EventPart, 'attributes' | 'data' | 'statusMessage' | 'eventId'>

/** A span whose time is known. */
export interface TimedSpan extends SpanRow {
  time: number
}

export function isTimed(span: SpanRow | undefined): span is TimedSpan {
  return span !== undefined && span.time !== null
}

const FIELDS: readonly Exclude<keyof SpanRow, 'spanKey'>[] = [
  'runKey',
  'kind',
  'spanId',
  'ofSpanId',
  'scopeId',
  'time',
  'startTime',
  'endTime',
  'statusCode',
  'outcome',
  'label',
  'decisionKind',
  'parentSpanId',
  'agent',
  'promptUncachedTokens',
  'promptCachedTokens',
  'completionTokens',
  'cost',
  'bytesIn',
  'bytesOut',
  'statusMessage',
  'packKey',
  'packPlace',
]

export const SPAN_COLUMNS = selected(['spanKey', ...FIELDS], 'spans')

/** Returns the new row's key. */
export const insertSpan = insertInto('spans', FIELDS)
export const updateSpan = updateOf('spans', { names: FIELDS, key: 'spanKey' })

export function newSpan(runKey: number, kind: SpanKind, spanId: string): SpanRow {
  return {
    spanKey: 0,
    runKey,
    kind,
    spanId,
    ofSpanId: null,
    scopeId: null,
    time: null,
    startTime: null,
    endTime: null,
    statusCode: 0,
    outcome: 'ok',
    label: 'unknown',
    decisionKind: null,
    parentSpanId: null,
    agent: null,
    promptUncachedTokens: 0,
    promptCachedTokens: 0,
    completionTokens: 0,
    cost: null,
    bytesIn: null,
    bytesOut: null,
    statusMessage: null,
    packKey: null,
    packPlace: null,
  }
}

export function findSpan(
  db: Database,
  key: { runKey: number; kind: SpanKind; spanId: string },
): SpanRow | undefined {
  return db
    .prepare<SpanRow>(
      `SELECT ${SPAN_COLUMNS} FROM spans
       WHERE run_key = :runKey AND kind = :kind AND span_id = :spanId`,
    )
    .get({ ...key })
}

/** All spans of a run, row by row. */
export function spansOfRun(db: Database, runKey: number): IterableIterator<SpanRow> {
  return db
    .prepare<SpanRow>(`SELECT ${SPAN_COLUMNS} FROM spans WHERE run_key = :runKey`)
    .iterate({ runKey })
}

export function failedCalls(db: Database, runKey: number): SpanRow[] {
  return db
    .prepare<SpanRow>(
      `SELECT ${SPAN_COLUMNS} FROM spans
       WHERE run_key = :runKey AND kind = 'tool_call' AND status_code = 2`,
    )
    .all({ runKey })
}
