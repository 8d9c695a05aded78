import type {
  PatternMatch,
  RunDetail,
  RunEvent,
  RunFeedback,
  RunSummary,
  Step,
  ToolCall,
} from '../../traces/run-reader.ts'
import type { Database } from '../database.ts'
import { toDollars } from './amounts.ts'
import { readRunBody, type KnownRun } from './run-row.ts'
import { createSpanBodies } from './span-bodies.ts'
import { isTimed, SPAN_COLUMNS, type SpanBody, type SpanRow, type TimedSpan } from './span-row.ts'

/** A run with everything that is known of it. */
export function runDetail(db: Database, run: KnownRun, summary: RunSummary): RunDetail {
  const body = readRunBody(db, run.runKey)
  const spans = timedSpans(db, run.runKey)
  const stepIds = stepsOfCalls(spans)

  return {
    ...summary,
    statusMessage: body.statusMessage ?? run.statusMessage,
    systemPrompt: body.systemPrompt ?? null,
    prompt: body.prompt ?? null,
    response: body.response ?? null,
    fullInput: body.fullInput ?? null,
    fullOutput: body.fullOutput ?? null,
    attributes: body.attributes ?? null,
    steps: spans.filter(({ row }) => row.kind === 'step').map((step) => toStep(run, step)),
    toolCalls: spans
      .filter(({ row }) => row.kind === 'tool_call')
      .map((call) => toToolCall(run, call, stepIds.get(call.row.spanKey) ?? null)),
    events: spans.filter(({ row }) => row.kind === 'event').map((event) => toEvent(run, event)),
    feedbackHistory: feedbackHistory(db, run),
    matches: matchesOf(db, run.runKey),
  }
}

function matchesOf(db: Database, runKey: number): PatternMatch[] {
  return db
    .prepare<PatternMatch>(
      `SELECT slug, evidence, confidence, matched_at AS matchedAt FROM pattern_matches
       WHERE run_key = :runKey ORDER BY slug`,
    )
    .all({ runKey })
    .map((match) => ({ ...match }))
}

interface WholeSpan {
  row: TimedSpan
  body: SpanBody
}

/** In the order in which they began. */
function timedSpans(db: Database, runKey: number): WholeSpan[] {
  const rows = db
    .prepare<SpanRow>(
      `SELECT ${SPAN_COLUMNS} FROM spans WHERE run_key = :runKey AND time IS NOT NULL ORDER BY time, span_key`,
    )
    .all({ runKey })
  const bodyOf = createSpanBodies(db)
  return rows.filter(isTimed).map((row) => ({ row, body: bodyOf(row) }))
}

function common({ runId }: KnownRun, { row, body }: WholeSpan) {
  return {
    spanId: row.spanId,
    runId,
    parentSpanId: row.parentSpanId,
    startTime: row.time,
    endTime: row.endTime,
    statusCode: row.statusCode,
    statusMessage: body.statusMessage ?? row.statusMessage,
    attributes: body.attributes ?? null,
  }
}

function toStep(run: KnownRun, span: WholeSpan): Step {
  const { row, body } = span
  return {
    ...common(run, span),
    prompt: body.prompt ?? null,
    response: body.response ?? null,
    modelRequested: body.modelRequested ?? null,
    modelUsed: body.modelUsed ?? null,
    provider: body.provider ?? null,
    finishReason: body.finishReason ?? null,
    promptUncachedTokens: row.promptUncachedTokens,
    promptCachedTokens: row.promptCachedTokens,
    completionTokens: row.completionTokens,
    cost: row.cost === null ? null : toDollars(row.cost),
    toolDefinitions: body.toolDefinitions ?? null,
    timeToFirstToken: body.timeToFirstToken ?? null,
  }
}

function toToolCall(run: KnownRun, call: WholeSpan, stepId: string | null): ToolCall {
  const { row, body } = call
  return {
    ...common(run, call),
    stepId,
    toolName: row.label,
    args: body.args ?? null,
    result: body.result ?? null,
    integrationId: body.integrationId ?? null,
    outcome: row.outcome,
    bytesIn: row.bytesIn,
    bytesOut: row.bytesOut,
  }
}

/** Of each call its parent, else the latest step that began before it. */
function stepsOfCalls(spans: readonly WholeSpan[]): Map<number, string | null> {
  const steps = spans.filter(({ row }) => row.kind === 'step')
  const known = new Set(steps.map(({ row }) => row.spanId))
  const ofCalls = new Map<number, string | null>()
  let latest: string | null = null
  for (const { row } of spans) {
    const { kind, spanId, spanKey, parentSpanId } = row
    if (kind === 'step') latest = spanId
    const isParent = parentSpanId !== null && known.has(parentSpanId)
    if (kind === 'tool_call') ofCalls.set(spanKey, isParent ? parentSpanId : latest)
  }
  return ofCalls
}

function toEvent(run: KnownRun, event: WholeSpan): RunEvent {
  const { row, body } = event
  const { label: type, decisionKind } = row
  return { ...common(run, event), type, decisionKind, data: body.data ?? {} }
}

function feedbackHistory(db: Database, { scopeId, runId }: KnownRun): RunFeedback[] {
  return db
    .prepare<RunFeedback>(
      `SELECT history.score, history.text, history.created_at AS createdAt
       FROM feedback_history AS history JOIN feedback USING (feedback_id)
       WHERE scope_id = :scopeId AND run_id = :runId ORDER BY submission_id`,
    )
    .all({ scopeId, runId })
    .map((row) => ({ ...row }))
}
