const FIRST_DELAY = 1_000
const LONGEST_DELAY = 60_000

/**
 * How long to wait before attempt number `attempt` (1 = the first retry), in milliseconds:
 * doubling from 1 to 60 seconds, half of it random, so that clients do not come back in step.
 */
export function backoffDelay(attempt: number, random: () => number = Math.random): number {
  const ceiling = Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** (attempt - 1))
  return ceiling / 2 + (ceiling / 2) * random()
}

/**
 * The wait a `Retry-After` header asks for, in milliseconds; both forms, seconds and HTTP date.
 * `undefined` when there is none or it cannot be read.
 */
export function readRetryAfter(header: string | null, now: number): number | undefined {
  if (!header) return undefined
  const seconds = Number(header)
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1_000)
  const date = Date.parse(header)
  return Number.isNaN(date) ? undefined : Math.max(0, date - now)
}
