import type { WaitingArrivals } from '../sqlite/traces/arrivals.ts'

/** Follows how far acknowledged parts of runs have been taken in. */
export interface TakenIn {
  /** What waits now. */
  note(waiting: WaitingArrivals | undefined): void
  /**
   * Whether all that has been acknowledged up to now is taken in, within so many milliseconds. Says
   * no at once where somebody has waited as long and nothing has moved since: on a full disk an
   * answer out of several queries would take the patience of all of them.
   */
  whenUpToDate(patience: number): Promise<boolean>
  /** Milliseconds that what is read is behind. */
  lag(): number
}

export function createTakenIn(): TakenIn {
  let waiting: WaitingArrivals | undefined
  let standstill: { first: number; patience: number } | undefined
  const waiters = new Set<{ last: number; end: (isUpToDate: boolean) => void }>()

  return {
    note(now) {
      waiting = now
      for (const waiter of waiters) {
        if (!now || now.first > waiter.last) waiter.end(true)
      }
    },
    whenUpToDate(patience) {
      if (!waiting) return Promise.resolve(true)
      const { first, last } = waiting
      if (standstill?.first === first && patience <= standstill.patience)
        return Promise.resolve(false)

      return new Promise((resolve) => {
        const end = (isUpToDate: boolean) => {
          clearTimeout(timer)
          waiters.delete(waiter)
          resolve(isUpToDate)
        }
        const waiter = { last, end }
        const giveUp = () => {
          if (waiting?.first === first) standstill = { first, patience }
          end(false)
        }
        const timer = setTimeout(giveUp, patience)
        waiters.add(waiter)
      })
    },
    lag: () => (waiting ? Math.max(0, Date.now() - waiting.since) : 0),
  }
}
