import type { RunPart, StatusCode } from '../../traces/span-parts.ts'
import type { Database } from '../database.ts'
import { decodeBody, encodeBody } from './body-codec.ts'
import { insertInto, selected, updateOf } from './columns.ts'

/** A run as `runs` has it. */
export interface RunRow {
  runKey: number
  scopeId: number
  runId: string
  startTime: number | null
  endTime: number | null
  statusCode: StatusCode
  statusMessage: string | null
  sessionId: string | null
  isSessionOwn: 0 | 1
  agent: string | null
  conversational: 0 | 1
  userId: string | null
  userName: string | null
  userEmail: string | null
  orgId: string | null
  orgName: string | null
  framework: string | null
  prompt: string | null
  response: string | null
  metadata: string
  stepCount: number
  toolCallCount: number
  spanCount: number
  failedSpanCount: number
  warnedSpanCount: number
  failedStepCount: number
  /** Events as `TraceEventReader` gives them. */
  eventCount: number
  pricedStepCount: number
  cost: number
  promptTokens: number
  promptCachedTokens: number
  completionTokens: number
  lastActivity: number | null
}

/** What stands beside it, whole. */
export type RunBody = Pick<
  RunPart,
  | 'prompt'
  | 'response'
  | 'statusMessage'
  | 'systemPrompt'
  | 'fullInput'
  | 'fullOutput'
  | 'attributes'
>

/** A run whose begin is known. */
export interface KnownRun extends RunRow {
  startTime: number
}

export function isKnown(run: RunRow | undefined): run is KnownRun {
  return run !== undefined && run.startTime !== null
}

const FIELDS: readonly Exclude<keyof RunRow, 'runKey'>[] = [
  'scopeId',
  'runId',
  'startTime',
  'endTime',
  'statusCode',
  'statusMessage',
  'sessionId',
  'isSessionOwn',
  'agent',
  'conversational',
  'userId',
  'userName',
  'userEmail',
  'orgId',
  'orgName',
  'framework',
  'prompt',
  'response',
  'metadata',
  'stepCount',
  'toolCallCount',
  'spanCount',
  'failedSpanCount',
  'warnedSpanCount',
  'failedStepCount',
  'eventCount',
  'pricedStepCount',
  'cost',
  'promptTokens',
  'promptCachedTokens',
  'completionTokens',
  'lastActivity',
]

export const RUN_COLUMNS = selected(['runKey', ...FIELDS], 'runs')

/** Returns the new row's key. */
export const insertRun = insertInto('runs', [...FIELDS, 'changedAt'])
export const updateRun = updateOf('runs', {
  names: [...FIELDS, 'changedAt'],
  key: 'runKey',
  set: ['revision = revision + 1', 'is_due = 1'],
})

export function newRun(scopeId: number, runId: string): RunRow {
  return {
    runKey: 0,
    scopeId,
    runId,
    startTime: null,
    endTime: null,
    statusCode: 0,
    statusMessage: null,
    sessionId: null,
    isSessionOwn: 0,
    agent: null,
    conversational: 0,
    userId: null,
    userName: null,
    userEmail: null,
    orgId: null,
    orgName: null,
    framework: null,
    prompt: null,
    response: null,
    metadata: '{}',
    stepCount: 0,
    toolCallCount: 0,
    spanCount: 0,
    failedSpanCount: 0,
    warnedSpanCount: 0,
    failedStepCount: 0,
    eventCount: 0,
    pricedStepCount: 0,
    cost: 0,
    promptTokens: 0,
    promptCachedTokens: 0,
    completionTokens: 0,
    lastActivity: null,
  }
}

export function findRun(db: Database, scopeId: number, runId: string): RunRow | undefined {
  return db
    .prepare<RunRow>(
      `SELECT ${RUN_COLUMNS} FROM runs WHERE scope_id = :scopeId AND run_id = :runId`,
    )
    .get({ scopeId, runId })
}

export function readRunBody(db: Database, runKey: number): RunBody {
  const row = db
    .prepare<{ body: Uint8Array }>('SELECT body FROM run_bodies WHERE run_key = :runKey')
    .get({ runKey })
  return row ? decodeBody<RunBody>(row.body) : {}
}

const writeBody = insertInto('run_bodies', ['runKey', 'body'], 'INSERT OR REPLACE')

export function writeRunBody(db: Database, runKey: number, body: RunBody): void {
  writeBody(db, { runKey, body: encodeBody(body) })
}
