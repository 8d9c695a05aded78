/**
 * What one span may say. Whoever has a public key may send what they like: the sums of millions of
 * spans at the limit must still fit a column.
 */
const MOST_DOLLARS = 1e3
const MOST_COUNTED = 1e9
/** A year in microseconds. */
const MOST_DURATION = 366 * 86_400e6

/**
 * Sums stay within this. Up to 2^53 they are exact, beyond it rounded as any number of JavaScript,
 * and at this limit they stay: a column holds less than 2^63, and refuses more.
 */
const MOST_SUM = 2 ** 62

/** The last millisecond that a date can say. */
const LATEST = 8.64e15

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
  return Number.isNaN(value) ? 0 : Math.min(most, Math.max(0, value))
}

/** A time that a date can say, whatever a sender added to another. */
export function toTime<Time extends number | null | undefined>(time: Time): Time | number {
  return typeof time === 'number' ? between(time, LATEST) : time
}

/** The sum as it may be written. */
export function addUp(sum: number, more: number): number {
  return Math.max(-MOST_SUM, Math.min(MOST_SUM, sum + more))
}

/** What a duration in milliseconds adds to a sum of them, in whole microseconds. */
export function toSummedDuration(duration: number): number {
  return Math.min(MOST_DURATION, toMicroseconds(duration))
}

/** A duration in milliseconds as whole microseconds, 0 when it is negative. */
export function toMicroseconds(duration: number): number {
  return Math.round(Math.max(0, duration) * 1000)
}
