export interface RateLimiter {
  /**
   * Takes one, or as many as are said, from the sender's allowance; seconds to wait when there are
   * not that many left. More than the whole allowance counts as all of it.
   */
  take(sender: string, amount?: number): number
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

  const secondsUntil = (amount: number, { tokens }: Bucket) =>
    tokens < amount ? Math.ceil((amount - tokens) / perMillisecond / 1000) : 0

  return {
    take(sender, amount = 1) {
      const time = now()
      let bucket = buckets.get(sender)
      if (bucket) {
        refill(bucket, time)
      } else {
        if (buckets.size >= MOST_BUCKETS) makeRoom(time)
        bucket = { tokens: perMinute, filledAt: time }
        buckets.set(sender, bucket)
      }

      const taken = Math.min(amount, Math.max(1, perMinute))
      const seconds = secondsUntil(taken, bucket)
      if (seconds === 0) bucket.tokens -= taken
      return seconds
    },
    wait(sender) {
      const bucket = buckets.get(sender)
      if (!bucket) return 0
      refill(bucket, now())
      return secondsUntil(1, bucket)
    },
  }
}
