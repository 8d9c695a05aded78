import type { MetaStore } from '../storage/meta-store.ts'

export interface KeyUses {
  /** Notes that a key was used just now. Costs the request nothing but a map entry. */
  note(keyId: string): void
  /** Writes what was noted; to be called before the stores are closed. */
  stop(): Promise<void>
}

/** Last use is for people who tidy up keys; a minute more or less says the same. */
const WRITE_EVERY = 60_000

/** Keeps when keys were last used, and writes it for all of them together once a minute. */
export function createKeyUses(options: {
  meta: MetaStore
  now: () => number
  logError: (error: unknown) => void
}): KeyUses {
  const { meta, now, logError } = options
  const noted = new Map<string, number>()

  const write = async () => {
    if (noted.size === 0) return
    const uses = [...noted].map(([keyId, time]) => ({ keyId, time }))
    noted.clear()
    await meta.noteKeysUsed(uses).catch(logError)
  }
  const timer = setInterval(write, WRITE_EVERY).unref()

  return {
    note(keyId) {
      noted.set(keyId, now())
    },
    stop() {
      clearInterval(timer)
      return write()
    },
  }
}
