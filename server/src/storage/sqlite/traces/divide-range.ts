import type { TimeRange } from '../../traces/source.ts'
import { SIZES } from './figure-writer.ts'

export interface DividedRange {
  /** Whole minutes, hours and days, as `figures` has them. */
  whole: (TimeRange & { size: number })[]
  /** What is left at the edges: less than a minute each. */
  ragged: TimeRange[]
}

/** A range as the largest pieces that figures are kept for, so that it takes few of them. */
export function divideRange(range: TimeRange): DividedRange {
  const divided: DividedRange = { whole: [], ragged: [] }
  divide(range, [...SIZES], divided)
  return divided
}

function divide({ from, to }: TimeRange, sizes: readonly number[], into: DividedRange): void {
  if (!(from < to)) return
  const size = sizes.at(-1)
  if (size === undefined) {
    into.ragged.push({ from, to })
    return
  }
  const smaller = sizes.slice(0, -1)
  const first = Math.ceil(from / size) * size
  const end = Math.floor(to / size) * size
  if (first >= end) {
    divide({ from, to }, smaller, into)
    return
  }
  divide({ from, to: first }, smaller, into)
  into.whole.push({ from: first, to: end, size })
  divide({ from: end, to }, smaller, into)
}

/** The steps of a range; the last one ends with it. */
export function stepsOf({ from, to }: TimeRange, step: number): TimeRange[] {
  const steps: TimeRange[] = []
  for (let begin = from; begin < to; begin += step) {
    steps.push({ from: begin, to: Math.min(begin + step, to) })
  }
  return steps
}
