import type { Natives } from '../browser/natives.ts'
import { randomId } from '../lib/random-id.ts'
import type { Store } from '../buffer/store.ts'

/** A tab that dies with the lease keeps the others waiting this long. */
const LEASE_DURATION = 15_000

/** How long somebody who waits for a drain (`flush`, `report`) waits for another tab's to end. */
const PATIENCE = 5_000

/**
 * Runs `drain` while no other tab of this origin and project does; says whether it ran. With
 * `wait` it stands in line for at most 5 seconds.
 */
export type DrainLock = (options: { wait: boolean; drain: () => Promise<void> }) => Promise<boolean>

export function createDrainLock(project: string, store: Store, natives: Natives): DrainLock {
  const name = `casefile:drain:${project}`
  // Web Locks end with their tab, but exist in secure contexts only; plain http gets a lease.
  return navigator.locks ? webLock(name) : lease(['lease', project], store, natives)
}

function webLock(name: string): DrainLock {
  return async ({ wait, drain }) => {
    const run = async (lock: Lock | null) => {
      if (lock) await drain()
      return lock !== null
    }
    try {
      return await (wait
        ? navigator.locks.request(name, { signal: AbortSignal.timeout(PATIENCE) }, run)
        : navigator.locks.request(name, { ifAvailable: true }, run))
    } catch (error) {
      const isForbidden = error instanceof DOMException && error.name === 'SecurityError'
      // Else it ran out of patience.
      if (!isForbidden) return false
      // A sandboxed frame may use no locks, and shares its storage with nobody.
      await drain()
      return true
    }
  }
}

function lease(key: readonly [string, string], store: Store, natives: Natives): DrainLock {
  const owner = randomId()

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
    const deadline = Date.now() + (wait ? PATIENCE : 0)
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
