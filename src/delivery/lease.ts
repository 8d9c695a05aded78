import type { Natives } from '../browser/natives.ts'
import type { Key, Store } from '../buffer/store.ts'
import type { DrainLock } from './drain-lock.ts'

/** A tab that dies with the lease keeps the others waiting this long. */
const LEASE_DURATION = 15_000

export interface LeaseOptions {
  store: Store
  natives: Natives
  /** Another for each page. */
  owner: string
  /** How long somebody who waits for a drain waits for another tab's to end, in milliseconds. */
  patience: number
}

/** Turns without Web Locks. Imports nothing that the late chunk holds; see `deliverOthers`. */
export function createLease(
  key: Key,
  { store, natives, owner, patience }: LeaseOptions,
): DrainLock {
  const acquire = async () => {
    let acquired = false
    await store.update(key, ([record]) => {
      const held = record?.value as { owner: string; expiresAt: number } | undefined
      const left = (held?.expiresAt ?? 0) - Date.now()
      // More than a full lease left means the clock was set back: nobody holds that one.
      acquired = !held || held.owner === owner || left <= 0 || left > LEASE_DURATION
      return acquired
        ? [{ put: key, value: { owner, expiresAt: Date.now() + LEASE_DURATION } }]
        : []
    })
    return acquired
  }

  let running = false

  return async ({ wait, drain }) => {
    const deadline = Date.now() + (wait ? patience : 0)
    while (running || !(await acquire())) {
      if (Date.now() >= deadline) return false
      await new Promise<void>((resolve) => natives.setTimeout(resolve, 200))
    }

    running = true
    const renewal = setInterval(() => void acquire(), LEASE_DURATION / 3)
    try {
      await drain()
    } finally {
      running = false
      clearInterval(renewal)
      await store.write([{ delete: key }])
    }
    return true
  }
}
