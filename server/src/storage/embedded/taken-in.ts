import type { WaitingArrivals } from '../sqlite/traces/arrivals.ts'

/** A query waits no longer than this; then it is answered from what has been taken in so far. */
const PATIENCE = 2_000

/** Follows how far acknowledged parts of runs have been taken in. */
export interface TakenIn {
  /** What waits now. */
  note(waiting: WaitingArrivals | undefined): void
  /** Resolves when all that has been acknowledged up to now is taken in, or patience ends. */
  whenUpToDate(): Promise<void>
  /** Milliseconds that what is read is behind. */
  lag(): number
}

export function createTakenIn(): TakenIn {
  let waiting: WaitingArrivals | undefined
  const waiters = new Set<{ last: number; resolve: () => void }>()

  return {
    note(now) {
      waiting = now
      for (const waiter of waiters) {
        if (!now || now.first > waiter.last) waiter.resolve()
      }
    },
    whenUpToDate() {
      if (!waiting) return Promise.resolve()
      const { last } = waiting
      return new Promise((resolve) => {
        const end = () => {
          clearTimeout(timer)
          waiters.delete(waiter)
          resolve()
        }
        const waiter = { last, resolve: end }
        const timer = setTimeout(end, PATIENCE)
        waiters.add(waiter)
      })
    },
    lag: () => (waiting ? Math.max(0, Date.now() - waiting.since) : 0),
  }
}
