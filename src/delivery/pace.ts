import type { Key, Store } from '../buffer/store.ts'
import { backoffDelay } from './backoff.ts'

/** No `Retry-After` makes us wait longer: what waits on the device gets old. */
const LONGEST_WAIT = 60 * 60_000

/** What is kept while a collector is down; all times in milliseconds. */
interface Trouble {
  failures: number
  /** No attempt before this moment by the device's clock, … */
  until: number
  /** … which is this long after it was written: more than that left means the clock was set back. */
  wait: number
}

/**
 * The circuit breaker: kept on the device, so that a collector that is down is asked by one page at
 * a time, however many tabs are open and however often somebody reloads.
 */
export interface Pace {
  /**
   * How long nobody may knock, in milliseconds; 0 for whoever may. While the collector is down the
   * next attempt is put off in the same transaction: a probe whose page goes away counts as well.
   */
  ask(options: { force: boolean }): Promise<number>
  succeeded(): Promise<void>
  /** Says how long to wait, in milliseconds. */
  failed(atLeast?: number): Promise<number>
}

export function createPace(key: Key, store: Store, random: () => number = Math.random): Pace {
  let isDown = false

  const putOff = (failures: number, atLeast = 0) => {
    // Whoever was given the same `Retry-After` would come back at the same moment.
    const asked = Math.min(atLeast, LONGEST_WAIT) * (1 + random() / 10)
    // In whole milliseconds: rounded when it is added to the clock, more than all of it could be left.
    const wait = Math.round(Math.max(backoffDelay(failures, random), asked))
    const value: Trouble = { failures, wait, until: Date.now() + wait }
    return { wait, change: { put: key, value } }
  }

  return {
    async ask({ force }) {
      let left = 0
      await store.update(key, ([record]) => {
        const trouble = record?.value as Trouble | undefined
        isDown = trouble !== undefined
        if (!trouble) return []
        left = trouble.until - Date.now()
        if (left > trouble.wait || force) left = 0
        return left > 0 ? [] : [putOff(trouble.failures).change]
      })
      return Math.max(0, left)
    },

    async succeeded() {
      if (!isDown) return
      isDown = false
      await store.write([{ delete: key }])
    },

    async failed(atLeast) {
      let wait = 0
      await store.update(key, ([record]) => {
        const { failures = 0 } = (record?.value ?? {}) as Partial<Trouble>
        const next = putOff(failures + 1, atLeast)
        isDown = true
        wait = next.wait
        return [next.change]
      })
      return wait
    },
  }
}
