import type { TimeRange } from '../../storage/traces/source.ts'

const DAY = 24 * 60 * 60_000
export const WEEK = 7 * DAY
/** The first Monday after the epoch, which was a Thursday. */
const A_MONDAY = 4 * DAY

/** The week, Monday to Monday in UTC, that a moment lies in. */
export function weekOf(time: number): TimeRange {
  const from = time - ((((time - A_MONDAY) % WEEK) + WEEK) % WEEK)
  return { from, to: from + WEEK }
}

/** The week before. */
export function weekBefore({ from }: TimeRange): TimeRange {
  return { from: from - WEEK, to: from }
}
