import type { PartBatch } from '../../trace-store.ts'
import type { RunPart, SpanPart } from '../../traces/span-parts.ts'
import type { Database } from '../database.ts'
import { noteCallFailure, noteRunFailure } from './failure-events.ts'
import { attachFeedback } from './feedback-of-run.ts'
import { ofLabel, ofRun, ofSpan, type FigureChange } from './figure-changes.ts'
import type { FigureWriter } from './figure-writer.ts'
import { mergeRun } from './merge-run.ts'
import { mergeSpan, type AnySpanPart } from './merge-span.ts'
import { changeLabels, labelsOf } from './run-labels.ts'
import {
  findRun,
  insertRun,
  isKnown,
  newRun,
  readRunBody,
  updateRun,
  writeRunBody,
  type KnownRun,
  type RunBody,
  type RunRow,
} from './run-row.ts'
import { changeSums, lastActivity, ownEvents, type SpanChange } from './run-sums.ts'
import { indexRunText } from './run-texts.ts'
import { openScope } from './scopes.ts'
import { changeSession } from './session-sums.ts'
import { createSpanBodies, writeBodies } from './span-bodies.ts'
import {
  failedCalls,
  findSpan,
  insertSpan,
  isTimed,
  newSpan,
  spansOfRun,
  updateSpan,
  type SpanBody,
  type SpanRow,
} from './span-row.ts'

/**
 * Takes in parts of runs of a project and source, in the order given and in whatever transaction is
 * open. Each figure is changed by the difference that a part makes: what the row before counted for
 * is taken away, what the row after counts for is added.
 */
export function appendParts(
  db: Database,
  figures: FigureWriter,
  batches: readonly [PartBatch, ...PartBatch[]],
): void {
  const [{ projectId, source }] = batches
  const scopeId = openScope(db, projectId, source)
  const byRun = new Map<string, { parts: SpanPart[]; receivedAt: number }>()
  for (const { parts, receivedAt } of batches) {
    for (const part of parts) {
      const known = byRun.get(part.runId)
      if (known) known.parts.push(part)
      else byRun.set(part.runId, { parts: [part], receivedAt })
      if (known && receivedAt > known.receivedAt) known.receivedAt = receivedAt
    }
  }

  const changes: FigureChange[] = []
  for (const [runId, { parts, receivedAt }] of byRun) {
    const run = { scopeId, projectId, runId, receivedAt }
    for (const change of changeRun(db, run, parts)) changes.push(change)
  }
  // The last thing: a failure before it leaves no figure behind.
  figures.add(changes)
}

interface MergedRun {
  before: RunRow | undefined
  after: RunRow
  body: RunBody | undefined
}

interface MergedSpan extends SpanChange {
  body: SpanBody
  /** Something is different from what is stored. */
  isNew: boolean
}

interface RunAddress {
  scopeId: number
  projectId: string
  runId: string
  receivedAt: number
}

function* changeRun(
  db: Database,
  address: RunAddress,
  parts: PartBatch['parts'],
): Generator<FigureChange> {
  const { projectId, receivedAt } = address
  const run = mergeRunParts(db, address, parts)
  const { before, after } = run
  const spans = mergeSpanParts(db, run, parts)
  if (before && !run.body && spans.length === 0 && before.sessionId === after.sessionId) return

  const wasKnown = isKnown(before)
  const hasMoved = wasKnown && before.startTime !== after.startTime
  if (hasMoved) yield* allOf(db, -1, before)

  changeSums(after, spans)
  after.eventCount += ownEvents(after) - (before ? ownEvents(before) : 0)
  if (!before) {
    after.lastActivity = lastActivity(db, before, after, spans)
    after.runKey = insertRun(db, { ...after, changedAt: receivedAt })
    attachFeedback(db, projectId, after)
  } else if (isKnown(after) && !wasKnown) admitSpans(db, after)

  writeBodies(db, after.runKey, spans)
  for (const span of spans) writeSpan(db, after, span)
  if (before) {
    after.lastActivity = lastActivity(db, before, after, spans)
    updateRun(db, { ...after, changedAt: receivedAt })
  }
  if (run.body) {
    writeRunBody(db, after.runKey, run.body)
    indexRunText(db, { runKey: after.runKey, isNew: !before }, run.body)
  }
  const turned = changeLabels(db, after.runKey, spans, !before)
  changeSession(db, before, after)

  if (!isKnown(after)) return
  noteFailures(
    db,
    projectId,
    after,
    wasKnown || !before ? spans.map((span) => span.after) : undefined,
  )
  if (hasMoved) moveMatches(db, after)
  // What is stored of it counts now, or counts elsewhere; of a new run nothing is stored but this.
  if (before && (!wasKnown || hasMoved)) {
    yield* allOf(db, 1, after)
    return
  }
  if (wasKnown) yield ofRun(-1, before)
  yield ofRun(1, after)
  for (const span of spans) {
    if (isTimed(span.before)) yield* ofSpan(-1, after, span.before)
    if (isTimed(span.after)) yield* ofSpan(1, after, span.after)
  }
  for (const { sign, label } of turned) yield ofLabel(sign, after, label)
}

function mergeRunParts(
  db: Database,
  { scopeId, runId }: RunAddress,
  parts: PartBatch['parts'],
): MergedRun {
  const before = findRun(db, scopeId, runId)
  const own = parts.filter((part): part is RunPart => part.kind === 'run')
  const stored = before && own.length > 0 ? readRunBody(db, before.runKey) : {}
  let merged: { row: RunRow; body: RunBody } = {
    row: before ? { ...before } : newRun(scopeId, runId),
    body: stored,
  }
  for (const part of own) merged = mergeRun(merged, part)

  const { row: after, body } = merged
  if (after.isSessionOwn === 0) {
    const named = parts.findLast(({ sessionId }) => sessionId !== undefined)
    after.sessionId = named?.sessionId ?? after.sessionId
  }
  const isChanged = own.length > 0 && !(before && isSame(before, after) && isSame(stored, body))
  return { before, after, body: isChanged ? body : undefined }
}

/** Spans of which something is known that is not stored yet. */
function mergeSpanParts(
  db: Database,
  { before, after: run }: MergedRun,
  parts: PartBatch['parts'],
): MergedSpan[] {
  const spans = new Map<string, MergedSpan & { stored: SpanBody }>()
  const bodyOf = createSpanBodies(db)
  const read = ({ kind, spanId }: AnySpanPart) => {
    const { runKey } = run
    const row = before && findSpan(db, { runKey, kind, spanId })
    const stored = row ? bodyOf(row) : {}
    const after = row ? { ...row } : newSpan(runKey, kind, spanId)
    return { before: row, after, body: stored, stored, isNew: !row }
  }

  for (const part of parts) {
    if (part.kind === 'run') continue
    const id = `${part.kind} ${part.spanId}`
    const known = spans.get(id) ?? read(part)
    const { row, body } = mergeSpan({ row: known.after, body: known.body }, part)
    spans.set(id, { ...known, after: row, body })
  }
  return [...spans.values()].filter(
    (span) => !span.before || !isSame(span.before, span.after) || !isSame(span.stored, span.body),
  )
}

function writeSpan(db: Database, run: RunRow, { after: span, isNew }: MergedSpan): void {
  span.runKey = run.runKey
  span.scopeId = isKnown(run) && isTimed(span) ? run.scopeId : null
  if (isNew) span.spanKey = insertSpan(db, span)
  else updateSpan(db, span)
}

function isSame(one: object, other: object): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

/** Spans that waited for their run count from now on. */
function admitSpans(db: Database, { runKey, scopeId }: RunRow): void {
  db.prepare(
    'UPDATE spans SET scope_id = :scopeId WHERE run_key = :runKey AND time IS NOT NULL',
  ).run({ runKey, scopeId })
}

function moveMatches(db: Database, { runKey, startTime }: KnownRun): void {
  db.prepare('UPDATE pattern_matches SET start_time = :startTime WHERE run_key = :runKey').run({
    runKey,
    startTime,
  })
}

/** Everything that a run counts for, as it is stored. */
export function* allOf(db: Database, sign: 1 | -1, run: RunRow): Generator<FigureChange> {
  if (!isKnown(run)) return
  yield ofRun(sign, run)
  for (const label of labelsOf(db, run.runKey)) yield ofLabel(sign, run, label)
  for (const span of spansOfRun(db, run.runKey)) {
    if (isTimed(span)) yield* ofSpan(sign, run, span)
  }
}

/** Of these spans or, of a run that has just become known, of all. */
function noteFailures(
  db: Database,
  projectId: string,
  run: KnownRun,
  spans: readonly SpanRow[] | undefined,
): void {
  for (const span of spans ?? failedCalls(db, run.runKey)) {
    if (span.kind === 'tool_call' && isTimed(span)) noteCallFailure(db, projectId, run, span)
  }
  noteRunFailure(db, projectId, run)
}
