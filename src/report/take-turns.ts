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
    let isForbidden = !navigator.locks
    try {
      const ran =
        !isForbidden &&
        (await navigator.locks
          .request(`casefile:report:${id}`, { ifAvailable: true }, async (lock) => {
            if (lock) await work()
            return lock !== null
          })
          .catch((error: unknown) => {
            // A sandboxed frame may use no locks, and shares its storage with nobody.
            isForbidden = error instanceof DOMException && error.name === 'SecurityError'
            if (!isForbidden) throw error
            return false
          }))
      if (isForbidden) await work()
      return ran || isForbidden
    } finally {
      busy.delete(id)
    }
  }
}
