import { isBlocked } from '../../traces/guardrail.ts'
import type {
  ModelCall,
  SessionFigures,
  SessionQuery,
  SessionRun,
} from '../../traces/session-analysis.ts'
import type { Database } from '../database.ts'
import { TYPE_OF_SPAN } from './event-list.ts'
import { durationOf } from './figure-changes.ts'
import type { Condition } from './run-filter.ts'
import { runsOfSession } from './session-runs.ts'
import { createSpanBodies } from './span-bodies.ts'
import type { SpanRow } from './span-row.ts'

/** What a session comes to: sums are made by the database, texts unpacked of guardrails alone. */
export function sessionFigures(db: Database, query: SessionQuery, listed: number): SessionFigures {
  const runs = runsOfSession(db, query)
  return {
    ...sumRuns(db, runs, listed),
    ...sumCalls(db, runs),
    modelCalls: listModelCalls(db, runs, listed),
    ...sumGuardrails(db, runs),
  }
}

function spansOf({ where }: Condition, columns: string): string {
  return `SELECT ${columns} FROM runs JOIN spans USING (run_key)
    WHERE ${where} AND spans.scope_id IS NOT NULL`
}

function sumRuns(db: Database, { where, parameters }: Condition, listed: number) {
  const rows = db
    .prepare<SessionRun>(
      `SELECT run_id AS runId, start_time AS startTime, end_time AS endTime FROM runs
       WHERE ${where} ORDER BY start_time, run_id`,
    )
    .iterate(parameters)
  const runs: SessionRun[] = []
  let latency = 0
  for (const { runId, startTime, endTime } of rows) {
    if (runs.length < listed) runs.push({ runId, startTime, endTime })
    if (endTime !== null) latency += Math.max(0, endTime - startTime)
  }
  return { runs, latency }
}

interface CallSums {
  count: number
  promptTokens: number
  completionTokens: number
  ended: number
  failed: number
}

const NO_CALLS: CallSums = { count: 0, promptTokens: 0, completionTokens: 0, ended: 0, failed: 0 }

const SUMS = `${TYPE_OF_SPAN} AS type, count(*) AS count,
  total(spans.prompt_uncached_tokens + spans.prompt_cached_tokens) AS promptTokens,
  total(spans.completion_tokens) AS completionTokens,
  count(*) FILTER (WHERE spans.status_code = 2
    OR spans.start_time IS NOT NULL AND spans.end_time IS NOT NULL) AS ended,
  count(*) FILTER (WHERE spans.status_code = 2) AS failed`

function sumCalls(db: Database, runs: Condition) {
  const rows = db
    .prepare<CallSums & { type: string }>(
      `${spansOf(runs, SUMS)} AND type IN ('llm_call', 'tool_call') GROUP BY type`,
    )
    .all(runs.parameters)
  const models = rows.find(({ type }) => type === 'llm_call') ?? NO_CALLS
  const tools = rows.find(({ type }) => type === 'tool_call') ?? NO_CALLS
  return {
    modelCallCount: models.count,
    promptTokens: models.promptTokens,
    completionTokens: models.completionTokens,
    toolCallCount: tools.count,
    endedToolCallCount: tools.ended,
    failedToolCallCount: tools.failed,
  }
}

type CallRow = Pick<SpanRow, 'kind' | 'label' | 'startTime' | 'endTime'> & {
  runId: string
  spanId: string
  promptTokens: number
  completionTokens: number
}

const LISTED = `runs.run_id AS runId, coalesce(spans.of_span_id, spans.span_id) AS spanId,
  spans.kind AS kind, spans.label AS label, spans.start_time AS startTime,
  spans.end_time AS endTime, spans.completion_tokens AS completionTokens,
  spans.prompt_uncached_tokens + spans.prompt_cached_tokens AS promptTokens`

/** What a step without a model is listed as. */
const UNKNOWN = 'unknown'

function listModelCalls(db: Database, runs: Condition, listed: number): ModelCall[] {
  return db
    .prepare<CallRow>(
      `${spansOf(runs, LISTED)} AND ${TYPE_OF_SPAN} = 'llm_call'
       ORDER BY spans.time, spans.span_key LIMIT :listed`,
    )
    .all({ ...runs.parameters, listed })
    .map(({ runId, spanId, kind, label, startTime, endTime, promptTokens, completionTokens }) => {
      // An event that only calls itself so has measured nothing.
      const isStep = kind === 'step'
      return {
        runId,
        spanId,
        model: isStep && label !== UNKNOWN ? label : null,
        promptTokens: isStep ? promptTokens : null,
        completionTokens: isStep ? completionTokens : null,
        duration: durationOf(startTime, endTime),
      }
    })
}

/** Whether one blocked is in what it carries. */
function sumGuardrails(db: Database, runs: Condition) {
  const bodyOf = createSpanBodies(db)
  const places = db
    .prepare<Pick<SpanRow, 'packKey' | 'packPlace'>>(
      `${spansOf(runs, 'pack_key AS packKey, pack_place AS packPlace')}
         AND spans.kind = 'event' AND spans.label = 'guardrail_eval' ORDER BY pack_key`,
    )
    .iterate(runs.parameters)
  let [guardrailCount, blockedGuardrailCount] = [0, 0]
  for (const place of places) {
    guardrailCount += 1
    if (isBlocked({ data: bodyOf(place).data ?? {} })) blockedGuardrailCount += 1
  }
  return { guardrailCount, blockedGuardrailCount }
}
