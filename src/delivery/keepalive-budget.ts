/**
 * Browsers let 64 KiB of bodies outlive a page, and the page's own beacons count among them, which
 * nobody can see. Half of it is left to them: ours wait on the device, theirs would be lost.
 */
const MOST_BYTES = 32 * 1024

/** Counts what is on its way in requests that outlive the page. */
export interface KeepaliveBudget {
  /** Takes room for a body, and returns what gives it back; `undefined` when there is none. */
  take(bytes: number): (() => void) | undefined
}

export function createKeepaliveBudget(): KeepaliveBudget {
  let taken = 0

  return {
    take(bytes) {
      if (taken + bytes > MOST_BYTES) return undefined
      taken += bytes
      return () => {
        taken -= bytes
      }
    },
  }
}
