/**
 * Runs `work` on the report of that id unless somebody is at it already, in this tab or in another;
 * says whether it ran.
 */
export type TakeTurns = (id: string, work: () => Promise<void>) => Promise<boolean>

/**
 * Two tabs that post the same report at once make two issues where the collector knows no
 * idempotency key. A Web Lock ends with its tab; where there are none, the key has to do.
 */
export function createTurns(): TakeTurns {
  const busy = new Set<string>()

  return async (id, work) => {
    if (busy.has(id)) return false
    busy.add(id)
    try {
      return await underLock(`casefile:report:${id}`, work)
    } finally {
      busy.delete(id)
    }
  }
}

async function underLock(name: string, work: () => Promise<void>): Promise<boolean> {
  let hasBegun = false
  const begin = async () => {
    hasBegun = true
    await work()
  }

  try {
    if (navigator.locks) {
      return await navigator.locks.request(name, { ifAvailable: true }, async (lock) => {
        if (lock) await begin()
        return lock !== null
      })
    }
  } catch (error) {
    // A sandboxed frame may use no locks, and shares its storage with nobody.
    if (hasBegun) throw error
  }
  await begin()
  return true
}
