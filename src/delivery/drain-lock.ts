import type { Natives } from '../browser/natives.ts'
import { randomId } from '../lib/random-id.ts'
import type { Store } from '../buffer/store.ts'

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
  if (navigator.locks) return webLock(name)

  let lease: DrainLock | undefined
  return async (options) => {
    // A chunk of its own, which others need not load.
    const { createLease } = await import('./lease.ts')
    lease ??= createLease(['lease', project], {
      store,
      natives,
      owner: randomId(),
      patience: PATIENCE,
    })
    return lease(options)
  }
}

function webLock(name: string): DrainLock {
  return async ({ wait, drain }) => {
    let hasBegun = false
    const run = async (lock: Lock | null) => {
      if (!lock) return false
      hasBegun = true
      await drain()
      return true
    }
    try {
      return await (wait
        ? navigator.locks.request(name, { signal: AbortSignal.timeout(PATIENCE) }, run)
        : navigator.locks.request(name, { ifAvailable: true }, run))
    } catch (error) {
      if (hasBegun) throw error
      const isForbidden = error instanceof DOMException && error.name === 'SecurityError'
      // Else it ran out of patience.
      if (!isForbidden) return false
      // A sandboxed frame may use no locks, and shares its storage with nobody.
      await drain()
      return true
    }
  }
}
