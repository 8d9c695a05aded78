/**
 * Percentiles of durations without keeping durations: a count for each bucket of a geometric
 * scale. Two sketches are merged by adding up their counts, so minutes, days and collectors can
 * be put together in any order. The method is that of DDSketch (Masson, Rim, Lee; VLDB 2019).
 */

/** What a quantile may be off by, as a share of the true value, from 1 ms on. */
export const RELATIVE_ERROR = 0.02

const GAMMA = (1 + RELATIVE_ERROR) / (1 - RELATIVE_ERROR)
const LOG_GAMMA = Math.log(GAMMA)
/** Anything below a millisecond. */
const ZERO_BUCKET = -1

/** Bucket ⟶ how many durations fell into it. */
export type DurationSketch = Map<number, number>

/** The bucket of a duration in milliseconds. */
export function bucketOf(duration: number): number {
  return duration < 1 ? ZERO_BUCKET : Math.ceil(Math.log(duration) / LOG_GAMMA)
}

/** Adds a duration in milliseconds. */
export function addDuration(sketch: DurationSketch, duration: number): void {
  const bucket = bucketOf(duration)
  sketch.set(bucket, (sketch.get(bucket) ?? 0) + 1)
}

/** The duration in milliseconds that a share of them, 0 to 1, stays within; `null` of none. */
export function quantile(sketch: DurationSketch, share: number): number | null {
  const buckets = [...sketch].sort(([a], [b]) => a - b)
  const total = buckets.reduce((sum, [, count]) => sum + count, 0)
  const rank = Math.max(1, Math.ceil(share * total))

  let passed = 0
  for (const [bucket, count] of buckets) {
    passed += count
    if (passed >= rank) return middleOf(bucket)
  }
  return null
}

/** The value that is nowhere in its bucket further off than the relative error. */
function middleOf(bucket: number): number {
  return bucket === ZERO_BUCKET ? 0 : (2 * GAMMA ** bucket) / (GAMMA + 1)
}
