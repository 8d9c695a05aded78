export interface RateLimiter {
  /** Takes one from the sender's allowance; seconds to wait when there is none left. */
  take(sender: string): number
  /** Seconds until there is one to take; 0 when there is. Takes nothing. */
  wait(sender: string): number
}

interface Bucket {
  tokens: number
  filledAt: number
}

/** With more than this, those that are full again are forgotten, then the oldest. */
const MOST_BUCKETS = 10_000

/** A token bucket a sender: `perMinute` at once, refilled evenly over a minute. */
export function createRateLimiter({
  perMinute,
  now,
}: {
  perMinute: number
  now: () => number
}): RateLimiter {
  const buckets = new Map<string, Bucket>()
  const perMillisecond = perMinute / 60_000

  const makeRoom = (time: number) => {
    for (const [sender, { tokens, filledAt }] of buckets) {
      if (tokens + (time - filledAt) * perMillisecond >= perMinute) buckets.delete(sender)
    }
    // A tenth at once, so that a flood of senders does not mean a sweep for each of them.
    for (const sender of buckets.keys()) {
      if (buckets.size <= MOST_BUCKETS * 0.9) break
      buckets.delete(sender)
    }
  }

  const refill = (bucket: Bucket, time: number) => {
    const earned = Math.max(0, time - bucket.filledAt) * perMillisecond
    bucket.tokens = Math.min(perMinute, bucket.tokens + earned)
    bucket.filledAt = time
  }

  const secondsUntilOne = ({ tokens }: Bucket) =>
    tokens < 1 ? Math.ceil((1 - tokens) / perMillisecond / 1000) : 0

  return {
    take(sender) {
      const time = now()
      let bucket = buckets.get(sender)
      if (bucket) {
        refill(bucket, time)
      } else {
        if (buckets.size >= MOST_BUCKETS) makeRoom(time)
        bucket = { tokens: perMinute, filledAt: time }
        buckets.set(sender, bucket)
      }

      const seconds = secondsUntilOne(bucket)
      if (seconds === 0) bucket.tokens -= 1
      return seconds
    },
    wait(sender) {
      const bucket = buckets.get(sender)
      if (!bucket) return 0
      refill(bucket, now())
      return secondsUntilOne(bucket)
    },
  }
}
