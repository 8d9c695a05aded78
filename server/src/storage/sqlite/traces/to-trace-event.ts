import type { TraceSource } from '../../traces/source.ts'
import type { TraceEvent } from '../../traces/trace-event-reader.ts'
import type { Database } from '../database.ts'
import { toDollars } from './amounts.ts'
import {
  contentsOfRun,
  dataOf,
  idOf,
  idOfRunEvent,
  modelOf,
  typeOf,
  type RunEventPart,
  type SpanEvent,
} from './event-contents.ts'
import type { NumberedEvent } from './event-group.ts'
import { durationOf } from './figure-changes.ts'
import { readRunBody, RUN_COLUMNS, type KnownRun } from './run-row.ts'
import { createSpanBodies } from './span-bodies.ts'
import { SPAN_COLUMNS, type SpanBody, type TimedSpan } from './span-row.ts'

/** Fills numbered events with what they carry; one whose run has gone meanwhile is left out. */
export function toTraceEvents(db: Database, places: readonly NumberedEvent[]): TraceEvent[] {
  const findRun = runsOf(db)
  const spans = spansAt(db, places)
  const bodyOf = createSpanBodies(db)

  const events: TraceEvent[] = []
  for (const { runKey, spanKey, part, sequence } of places) {
    const found = findRun(runKey)
    if (!found) continue
    const { run, source } = found
    if (part === 'error' || part === 'response') {
      events.push({ ...ofRun(db, run, source, part), sequence })
      continue
    }
    const span = spans.get(spanKey)
    if (!span) continue
    const event = { source, runId: run.runId, span, body: bodyOf(span), part }
    events.push({ ...ofSpan(run, span, event), sequence })
  }
  return events
}

function runsOf(db: Database) {
  const known = new Map<number, { run: KnownRun; source: TraceSource }>()
  const runByKey = db.prepare<KnownRun>(`SELECT ${RUN_COLUMNS} FROM runs WHERE run_key = :runKey`)
  const sourceOf = db.prepare<{ source: TraceSource }>(
    'SELECT source FROM scopes WHERE scope_id = :scopeId',
  )
  return (runKey: number) => {
    const kept = known.get(runKey)
    if (kept) return kept
    const run = runByKey.get({ runKey })
    if (!run) return undefined
    const found = { run, source: sourceOf.get({ scopeId: run.scopeId })?.source ?? 'prod' }
    known.set(runKey, found)
    return found
  }
}

/** All at once: a query a span takes longer than everything else. */
function spansAt(db: Database, places: readonly NumberedEvent[]): Map<number, TimedSpan> {
  const keys = JSON.stringify([...new Set(places.map(({ spanKey }) => spanKey))])
  const spans = db
    .prepare<TimedSpan>(
      `SELECT ${SPAN_COLUMNS} FROM spans WHERE span_key IN (SELECT value FROM json_each(:keys))`,
    )
    .all({ keys })
  return new Map(spans.map((span) => [span.spanKey, span]))
}

type Unnumbered = Omit<TraceEvent, 'sequence'>

const NOTHING_MEASURED = {
  model: null,
  provider: null,
  promptTokens: null,
  promptCachedTokens: null,
  completionTokens: null,
  cost: null,
  finishReason: null,
  toolName: null,
  integrationId: null,
  decisionKind: null,
  bytesIn: null,
  bytesOut: null,
} as const

function ofRun(db: Database, run: KnownRun, source: TraceSource, part: RunEventPart): Unnumbered {
  const { runId, startTime, endTime } = run
  const hasFailed = part === 'error'
  return {
    ...NOTHING_MEASURED,
    ...contentsOfRun(run, readRunBody(db, run.runKey), part),
    eventId: idOfRunEvent({ source, runId, part }),
    type: part,
    source,
    runId,
    sessionId: run.sessionId,
    spanId: runId,
    parentSpanId: null,
    time: endTime ?? startTime,
    duration: null,
    statusCode: hasFailed ? 2 : 0,
    outcome: hasFailed ? 'error_remote' : 'ok',
    agent: run.agent,
  }
}

function ofSpan(run: KnownRun, span: TimedSpan, event: SpanEvent): Unnumbered {
  const { source, body, part } = event
  const isResult = part === 'result'
  return {
    ...NOTHING_MEASURED,
    ...(span.kind === 'step' && ofStep(span, body)),
    ...(span.kind === 'tool_call' && ofCall(span, body)),
    eventId: idOf(event),
    type: typeOf(event),
    source,
    runId: run.runId,
    sessionId: run.sessionId,
    spanId: span.ofSpanId ?? span.spanId,
    parentSpanId: span.parentSpanId,
    time: isResult ? (span.endTime ?? span.time) : span.time,
    duration: durationOf(span.startTime, span.endTime),
    statusCode: span.statusCode,
    statusMessage: body.statusMessage ?? span.statusMessage,
    outcome: span.outcome,
    agent: span.agent ?? run.agent,
    decisionKind: span.decisionKind,
    data: dataOf(event),
  }
}

function ofStep(span: TimedSpan, body: SpanBody) {
  return {
    model: modelOf(body) ?? null,
    provider: body.provider ?? null,
    promptTokens: span.promptUncachedTokens + span.promptCachedTokens,
    promptCachedTokens: span.promptCachedTokens,
    completionTokens: span.completionTokens,
    cost: span.cost === null ? null : toDollars(span.cost),
    finishReason: body.finishReason ?? null,
  }
}

/** The same of the call and of its result: either may be asked for alone. */
function ofCall({ label, bytesIn, bytesOut }: TimedSpan, body: SpanBody) {
  return { toolName: label, integrationId: body.integrationId ?? null, bytesIn, bytesOut }
}
