import type { TimeRange } from '../storage/traces/source.ts'

const HOUR = 60 * 60_000
const DAY = 24 * HOUR

/** Lengths that people think in. */
const STEPS = [HOUR, 6 * HOUR, DAY, 7 * DAY, 28 * DAY, 364 * DAY]
/** More cannot be told apart in a chart. */
const MOST_STEPS = 170

/** How long the parts of a chart over this range are: whole hours. */
export function stepOf({ from, to }: TimeRange): number {
  return STEPS.find((step) => to - from <= step * MOST_STEPS) ?? DAY * 36_400
}

/** One for each part of the range, oldest first; those in which nothing happened are `empty`. */
export function fillSteps<Step extends { time: number }>(
  found: readonly Step[],
  { range, step, empty }: { range: TimeRange; step: number; empty: (time: number) => Step },
): Step[] {
  const known = new Map(found.map((each) => [Math.floor((each.time - range.from) / step), each]))
  const length = Math.ceil((range.to - range.from) / step)
  return Array.from({ length }, (_, index) => known.get(index) ?? empty(range.from + index * step))
}
