import { hash } from 'node:crypto'

import type { TraceSource } from '../../traces/source.ts'
import type { TraceEvent } from '../../traces/trace-event-reader.ts'
import type { Database } from '../database.ts'
import { toDollars } from './amounts.ts'
import type { NumberedEvent } from './event-group.ts'
import type { EventPart } from './event-list.ts'
import { durationOf } from './figure-changes.ts'
import { given } from './merge-run.ts'
import { readRunBody, RUN_COLUMNS, type KnownRun } from './run-row.ts'
import { createSpanBodies } from './span-bodies.ts'
import { SPAN_COLUMNS, type SpanBody, type TimedSpan } from './span-row.ts'

/**
 * Fills numbered events with what they carry; one whose run has gone meanwhile is left out.
 * `bare` ones carry what their rows say, so that no text is unpacked.
 */
export function toTraceEvents(
  db: Database,
  places: readonly NumberedEvent[],
  { bare = false }: { bare?: boolean | undefined } = {},
): TraceEvent[] {
  const findRun = runsOf(db)
  const spans = spansAt(db, places)
  const bodyOf = bare ? bareBody : createSpanBodies(db)

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
    if (span) events.push({ ...ofSpan({ run, source, span, body: bodyOf(span), part }), sequence })
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

function bareBody({ kind, label }: TimedSpan): SpanBody {
  return kind === 'step' && label !== UNKNOWN ? { modelUsed: label } : {}
}

/** What a step without a model, or a call without a name, is listed as. */
const UNKNOWN = 'unknown'

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

function ofRun(
  db: Database,
  run: KnownRun,
  source: TraceSource,
  part: 'error' | 'response',
): Unnumbered {
  const { runId, startTime, endTime } = run
  const body = readRunBody(db, run.runKey)
  const hasFailed = part === 'error'
  return {
    ...NOTHING_MEASURED,
    eventId: eventIdOf(source, runId, part, ''),
    type: part,
    source,
    runId,
    sessionId: run.sessionId,
    spanId: runId,
    parentSpanId: null,
    time: endTime ?? startTime,
    duration: null,
    statusCode: hasFailed ? 2 : 0,
    statusMessage: hasFailed ? (body.statusMessage ?? run.statusMessage) : null,
    outcome: hasFailed ? 'error_remote' : 'ok',
    agent: run.agent,
    data: given(hasFailed ? { message: body.statusMessage } : { content: body.response }),
  }
}

interface SpanEvent {
  run: KnownRun
  source: TraceSource
  span: TimedSpan
  body: SpanBody
  part: EventPart
}

function ofSpan(event: SpanEvent): Unnumbered {
  const { run, source, span, body, part } = event
  const isResult = part === 'result'
  return {
    ...NOTHING_MEASURED,
    ...(span.kind === 'step' && ofStep(span, body)),
    ...(span.kind === 'tool_call' && ofCall(span, body)),
    eventId: idOf(event),
    type: typeOf(span, isResult),
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
    data: (isResult ? body.resultData : body.data) ?? dataOf(span, body, isResult),
  }
}

function typeOf({ kind, label }: TimedSpan, isResult: boolean): string {
  if (kind === 'step') return 'llm_call'
  if (kind === 'tool_call') return isResult ? 'tool_result' : 'tool_call'
  return label
}

function ofStep(span: TimedSpan, body: SpanBody) {
  return {
    model: body.modelUsed ?? body.modelRequested ?? null,
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

/** What a client that has no events of its own would have sent as one. */
function dataOf(span: TimedSpan, body: SpanBody, isResult: boolean): TraceEvent['data'] {
  const { kind, label } = span
  if (kind === 'event') return {}
  if (kind === 'step') {
    const { prompt, response, toolDefinitions } = body
    const model = body.modelUsed ?? body.modelRequested
    return given({ model, prompt, response, toolDefinitions, finishReason: body.finishReason })
  }
  const { args, result, statusMessage } = body
  if (!isResult) return given({ toolName: label, args: args && readJson(args) })
  return given({ toolName: label, result: result && readJson(result), error: statusMessage })
}

/** What was sent as JSON text, unpacked; any other text as it is. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** Of what came as an event the id it came with, else one made of what the event is of. */
function idOf({ run, source, span, body, part }: SpanEvent): string {
  if (part === 'result' && body.resultEventId !== undefined) return body.resultEventId
  if (part === 'span' && body.eventId !== undefined) return body.eventId
  if (span.kind === 'event' || (part === 'span' && body.data !== undefined)) return span.spanId
  return eventIdOf(source, run.runId, `${span.kind} ${part}`, span.spanId)
}

function eventIdOf(source: TraceSource, runId: string, what: string, spanId: string): string {
  const key = JSON.stringify([source, runId, what, spanId])
  return hash('sha256', key, 'base64url').slice(0, 22)
}
