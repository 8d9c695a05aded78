export interface RateLimit {
  /** Takes one request from the sender's allowance; seconds to wait when there is none left. */
  take(sender: string): number
}

interface Bucket {
  tokens: number
  filledAt: number
}

/** With more than this, those that are full again are forgotten, then the oldest. */
const MOST_BUCKETS = 10_000

/** A token bucket a sender: `perMinute` requests at once, refilled evenly over a minute. */
export function createRateLimit({
  perMinute,
  now,
}: {
  perMinute: number
  now: () => number
}): RateLimit {
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

  return {
    take(sender) {
      const time = now()
      if (buckets.size >= MOST_BUCKETS && !buckets.has(sender)) makeRoom(time)
      const bucket = buckets.get(sender) ?? { tokens: perMinute, filledAt: time }
      const earned = Math.max(0, time - bucket.filledAt) * perMillisecond
      bucket.tokens = Math.min(perMinute, bucket.tokens + earned)
      bucket.filledAt = time
      buckets.set(sender, bucket)

      if (bucket.tokens < 1) return Math.ceil((1 - bucket.tokens) / perMillisecond / 1000)
      bucket.tokens -= 1
      return 0
    },
  }
}
