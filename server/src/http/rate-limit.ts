export interface RateLimit {
  /** Takes one request from the key's allowance; seconds to wait when there is none left. */
  take(keyId: string): number
}

interface Bucket {
  tokens: number
  filledAt: number
}

/** Full buckets are forgotten when there are more than this. */
const MOST_BUCKETS = 10_000

/** A token bucket a key: `perMinute` requests at once, refilled evenly over a minute. */
export function createRateLimit({
  perMinute,
  now,
}: {
  perMinute: number
  now: () => number
}): RateLimit {
  const buckets = new Map<string, Bucket>()
  const perMillisecond = perMinute / 60_000

  return {
    take(keyId) {
      const time = now()
      const bucket = buckets.get(keyId) ?? { tokens: perMinute, filledAt: time }
      const earned = Math.max(0, time - bucket.filledAt) * perMillisecond
      bucket.tokens = Math.min(perMinute, bucket.tokens + earned)
      bucket.filledAt = time
      if (buckets.size >= MOST_BUCKETS) forgetFull(buckets, perMinute, time, perMillisecond)
      buckets.set(keyId, bucket)

      if (bucket.tokens < 1) return Math.ceil((1 - bucket.tokens) / perMillisecond / 1000)
      bucket.tokens -= 1
      return 0
    },
  }
}

function forgetFull(
  buckets: Map<string, Bucket>,
  perMinute: number,
  time: number,
  perMillisecond: number,
): void {
  for (const [keyId, { tokens, filledAt }] of buckets) {
    if (tokens + (time - filledAt) * perMillisecond >= perMinute) buckets.delete(keyId)
  }
}
