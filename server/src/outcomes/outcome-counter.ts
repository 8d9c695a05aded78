import type { OutcomeCount } from './outcome.ts'

const MINUTE = 60_000
/** What is counted is seen in the inbox, and survives a crash, after this time. */
const FLUSH_INTERVAL = 1000
/** When this much waits, because the store refuses, minutes are given up for hours. */
const MOST_WAITING = 20_000

export type Counted = Omit<OutcomeCount, 'time' | 'projectId'> & { projectId: string | null }

export interface OutcomeCounter {
  /** `at` is the moment it counts for; default now. A negative count takes back. */
  add(counted: Counted, at?: number): void
  /** Writes what waits, and stops writing by itself. */
  stop(): Promise<void>
}

/** Counts in memory and writes the sums about once a second. */
export function createOutcomeCounter({
  write,
  now,
  logError,
  interval = FLUSH_INTERVAL,
}: {
  write: (counts: OutcomeCount[]) => Promise<void>
  now: () => number
  logError: (error: unknown) => void
  interval?: number
}): OutcomeCounter {
  let waiting = new Map<string, OutcomeCount>()
  let writing: Promise<void> | undefined
  let failing = false

  const addCount = (count: OutcomeCount) => {
    const { projectId, time, item, level, outcome, reason } = count
    const id = `${time} ${projectId} ${item} ${level} ${outcome} ${reason}`
    const known = waiting.get(id)
    if (known) known.count += count.count
    else waiting.set(id, count)
  }

  const keepForLater = (counts: OutcomeCount[]) => {
    const grain = waiting.size + counts.length > MOST_WAITING ? 60 * MINUTE : 0
    for (const count of counts) {
      addCount(grain === 0 ? count : { ...count, time: count.time - (count.time % grain) })
    }
  }

  const flush = async () => {
    if (waiting.size === 0) return
    const counts = [...waiting.values()]
    waiting = new Map()
    try {
      await write(counts)
      failing = false
    } catch (error) {
      keepForLater(counts)
      // Once, not every second: a full disk stays full for a while.
      if (!failing) logError(error)
      failing = true
    }
  }

  const flushOnce = () => (writing ??= flush().finally(() => (writing = undefined)))
  const timer = setInterval(() => void flushOnce(), interval)
  timer.unref()

  return {
    add(counted, at = now()) {
      if (counted.count !== 0) addCount({ ...counted, time: at - (at % MINUTE) })
    },
    async stop() {
      clearInterval(timer)
      await writing
      await flushOnce()
    },
  }
}
