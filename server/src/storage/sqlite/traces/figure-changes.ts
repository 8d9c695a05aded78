import { toMicroseconds } from './amounts.ts'
import type { KnownRun } from './run-row.ts'
import type { TimedSpan } from './span-row.ts'

/**
 * What is counted by what. Those of runs, models and tools go by the begin of the run, so that a
 * range of runs is the same in all of them; the other two by the time of the span.
 *
 * - `run`: runs (`count`), failed ones, sums over their steps, durations of those that have ended
 * - `model`: steps, failed ones, sums, durations; `runs` with such a step
 * - `tool`: calls, failed ones, durations, the last call; `runs` with such a call
 * - `outcome`: spans of any kind by outcome, durations, bytes
 * - `call`: calls by tool, failed ones, durations
 */
export type Dimension = 'run' | 'model' | 'tool' | 'outcome' | 'call'

export interface Amounts {
  count: number
  failed: number
  runs: number
  promptTokens: number
  promptCachedTokens: number
  completionTokens: number
  cost: number
  bytesIn: number
  bytesOut: number
}

export const NO_AMOUNTS: Amounts = {
  count: 0,
  failed: 0,
  runs: 0,
  promptTokens: 0,
  promptCachedTokens: 0,
  completionTokens: 0,
  cost: 0,
  bytesIn: 0,
  bytesOut: 0,
}

/** Something that is counted from now on, or no more. */
export interface FigureChange {
  sign: 1 | -1
  scopeId: number
  dimension: Dimension
  /** It counts in the minute, hour and day of this. */
  time: number
  key: string
  amounts: Partial<Amounts>
  /** Milliseconds; `null` while it goes on. */
  duration?: number | null
  /** When it was last used. */
  lastTime?: number
}

export function ofRun(sign: 1 | -1, run: KnownRun): FigureChange {
  const { scopeId, startTime, endTime, statusCode } = run
  return {
    sign,
    scopeId,
    dimension: 'run',
    time: startTime,
    key: '',
    amounts: {
      count: 1,
      failed: statusCode === 2 ? 1 : 0,
      promptTokens: run.promptTokens,
      promptCachedTokens: run.promptCachedTokens,
      completionTokens: run.completionTokens,
      cost: run.cost,
    },
    duration: durationOf(startTime, endTime),
  }
}

/** That a run used a model or a tool at all. */
export function ofLabel(
  sign: 1 | -1,
  run: KnownRun,
  { kind, label }: { kind: 'step' | 'tool_call'; label: string },
): FigureChange {
  const dimension = kind === 'step' ? 'model' : 'tool'
  const { scopeId, startTime } = run
  return { sign, scopeId, dimension, time: startTime, key: label, amounts: { runs: 1 } }
}

export function* ofSpan(
  sign: 1 | -1,
  run: Pick<KnownRun, 'scopeId' | 'startTime'>,
  span: TimedSpan,
): Generator<FigureChange> {
  const { scopeId } = run
  const { kind, time, label } = span
  const duration = durationOf(span.startTime, span.endTime)
  const failed = span.statusCode === 2 ? 1 : 0
  const bytes = { bytesIn: span.bytesIn ?? 0, bytesOut: span.bytesOut ?? 0 }

  const outcome = { dimension: 'outcome', key: span.outcome } as const
  yield { sign, scopeId, ...outcome, time, amounts: { count: 1, ...bytes }, duration }

  const byRun = { sign, scopeId, time: run.startTime, key: label, duration } as const
  if (kind === 'tool_call') {
    const amounts = { count: 1, failed }
    yield { sign, scopeId, dimension: 'call', time, key: label, amounts, duration }
    yield { ...byRun, dimension: 'tool', amounts, lastTime: time }
  }
  if (kind === 'step') {
    const { promptUncachedTokens, promptCachedTokens, completionTokens } = span
    const promptTokens = promptUncachedTokens + promptCachedTokens
    const tokens = { promptTokens, promptCachedTokens, completionTokens }
    const amounts = { count: 1, failed, cost: span.cost ?? 0, ...tokens }
    yield { ...byRun, dimension: 'model', amounts }
  }
}

/** To the microsecond, so that sums are exact; a clock that was set back does not count. */
export function durationOf(startTime: number | null, endTime: number | null): number | null {
  if (startTime === null || endTime === null) return null
  return toMicroseconds(endTime - startTime) / 1000
}
