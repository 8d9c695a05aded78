import type { Database } from '../database.ts'
import { addUp } from './amounts.ts'
import type { RunRow } from './run-row.ts'
import { isTimed, type SpanRow } from './span-row.ts'

/** A span of which something is known anew. */
export interface SpanChange {
  before: SpanRow | undefined
  after: SpanRow
}

/** Takes what spans were out of the sums of their run, and what they are now in. */
export function changeSums(run: RunRow, changes: Iterable<SpanChange>): void {
  for (const { before, after } of changes) {
    addSpan(run, before, -1)
    addSpan(run, after, 1)
  }
}

/** A span without a time is not known yet: it is in no list or figure. */
function addSpan(run: RunRow, span: SpanRow | undefined, sign: 1 | -1): void {
  if (!isTimed(span)) return
  const { kind, outcome, statusCode } = span
  const failed = statusCode === 2 ? sign : 0
  run.spanCount += sign
  run.failedSpanCount += failed
  if (outcome === 'warn' && failed === 0) run.warnedSpanCount += sign
  run.eventCount += sign * eventsOf(span)
  if (kind === 'tool_call') run.toolCallCount += sign
  if (kind !== 'step') return
  run.stepCount += sign
  run.failedStepCount += failed
  const promptTokens = span.promptUncachedTokens + span.promptCachedTokens
  run.promptTokens = addUp(run.promptTokens, sign * promptTokens)
  run.promptCachedTokens = addUp(run.promptCachedTokens, sign * span.promptCachedTokens)
  run.completionTokens = addUp(run.completionTokens, sign * span.completionTokens)
  run.cost = addUp(run.cost, sign * (span.cost ?? 0))
  if (span.cost !== null) run.pricedStepCount += sign
}

/** A call that is over is two events: the call and its result. */
function eventsOf({ kind, endTime }: SpanRow): number {
  return kind === 'tool_call' && endTime !== null ? 2 : 1
}

/** Its failure and its answer are events too, unless they were sent as such. */
export function ownEvents(run: RunRow): number {
  if (run.framework === 'native') return 0
  return (run.statusCode === 2 ? 1 : 0) + (run.response === null ? 0 : 1)
}

/** Looks at all spans only when the latest of them moved to an earlier time. */
export function lastActivity(
  db: Database,
  before: RunRow | undefined,
  after: RunRow,
  changes: readonly SpanChange[],
): number | null {
  const times = [after.startTime, after.endTime]
  for (const change of changes) times.push(lastOf(change.after))
  const gone = [before?.startTime, before?.endTime, ...changes.map((each) => lastOf(each.before))]
  const known = before?.lastActivity ?? null
  const latest = maximum(times)
  if (known === null || (latest !== null && latest >= known)) return latest
  if (!gone.includes(known)) return known

  const spans = db
    .prepare<{ time: number | null }>(
      'SELECT max(max(time, coalesce(end_time, time))) AS time FROM spans WHERE run_key = :runKey',
    )
    .get({ runKey: after.runKey })
  return maximum([latest, spans?.time ?? null])
}

function lastOf(span: SpanRow | undefined): number | null {
  return span ? maximum([span.time, span.endTime]) : null
}

function maximum(times: readonly (number | null)[]): number | null {
  return times.reduce((most, time) => {
    if (most === null || time === null) return most ?? time
    return Math.max(most, time)
  }, null)
}
