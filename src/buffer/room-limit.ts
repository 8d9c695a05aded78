/** How much log data may wait on the device. */
export const MOST_BYTES = 5_000_000

/** Asking costs a round trip to another process. */
const ESTIMATE_AGE = 60_000

/** Less than this is in nobody's way. */
const HARMLESS_BYTES = 256 * 1024

/** Of what the browser still gives the page's origin, this share may be ours. */
const SHARE = 0.1

export type RoomLimit = (usedBytes: number) => Promise<number>

/** Says how much may wait: `maxBytes`, or less where the page's own data comes close to its quota. */
export function createRoomLimit(
  maxBytes: number,
  // Only secure pages are told; some browsers refuse to tell.
  estimate = async (): Promise<StorageEstimate> => navigator.storage?.estimate(),
): RoomLimit {
  let free = Infinity
  let askedAt = -Infinity

  return async (usedBytes) => {
    if (usedBytes > HARMLESS_BYTES && performance.now() - askedAt > ESTIMATE_AGE) {
      askedAt = performance.now()
      const { quota = Infinity, usage = 0 } = (await estimate().catch(() => {})) ?? {}
      free = Math.max(0, quota - usage)
    }
    return Math.min(maxBytes, Math.max(HARMLESS_BYTES, (free + usedBytes) * SHARE))
  }
}
