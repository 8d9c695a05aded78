/** What one span may say, so that the sums of millions of them stay exact. */
const MOST_DOLLARS = 1e6
const MOST_COUNTED = 1e9

/** US dollars as whole billionths, which add up the same in any order. */
export function toStoredCost(dollars: number): number {
  return Math.round(between(dollars, MOST_DOLLARS) * 1e9)
}

export function toDollars(storedCost: number): number {
  return storedCost / 1e9
}

/** Some clients subtract what they should not: a count is never below 0. */
export function toCount(value: number): number {
  return Math.trunc(between(value, MOST_COUNTED))
}

function between(value: number, most: number): number {
  return Number.isFinite(value) ? Math.min(most, Math.max(0, value)) : 0
}

/** A duration in milliseconds as whole microseconds, 0 when it is negative. */
export function toMicroseconds(duration: number): number {
  return Math.round(Math.max(0, duration) * 1000)
}
