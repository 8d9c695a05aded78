import type { MetaStore } from '../storage/meta-store.ts'
import type { SessionUsage } from '../storage/meta/session-store.ts'

/** What one session may hold. */
export interface SessionQuotas {
  entries: number
  /** Of the entries as JSON. */
  bytes: number
}

/** A working day of a page that logs five entries a second, and then some. */
export const DEFAULT_QUOTAS: SessionQuotas = { entries: 250_000, bytes: 250e6 }

/** Of a session's recording as it is stored, packed: a few hundred reports with all they carry. */
export const DEFAULT_REPLAY_QUOTA = 200e6

export interface SessionQuota {
  /** How many of a batch's entries the session still has room for. */
  roomFor(sessionId: string, batch: { entries: number; bytes: number }): Promise<number>
  /** Counts what was stored. */
  spend(sessionId: string, stored: { entries: number; bytes: number }): void
  /**
   * Counts entries that there was no room for. Now and then the number of those that nothing stored
   * tells of yet, otherwise 0: what marks the gap must not fill the session by itself.
   */
  miss(sessionId: string, entries: number): number
  stop(): Promise<void>
}

interface Known extends SessionUsage {
  unsaved: { entries: number; bytes: number }
  missed: number
  tellAgainAt: number
}

const MOST_KNOWN = 10_000
const FLUSH_INTERVAL = 1000
const TELL_EVERY = 60_000

/** Sums are read once a session, kept in memory, and written about once a second. */
export function createSessionQuota({
  meta,
  quotas,
  now,
  logError,
}: {
  meta: Pick<MetaStore, 'sessionUsage' | 'addSessionUsage'>
  quotas: SessionQuotas
  now: () => number
  logError: (error: unknown) => void
}): SessionQuota {
  const sessions = new Map<string, Known>()
  const unsaved = new Set<string>()

  const remember = (sessionId: string, usage: SessionUsage): Known => {
    // Another batch of the session may have asked meanwhile.
    const known = sessions.get(sessionId)
    if (known) return known
    if (sessions.size >= MOST_KNOWN) forgetOldest()
    const fresh = { ...usage, unsaved: { entries: 0, bytes: 0 }, missed: 0, tellAgainAt: 0 }
    sessions.set(sessionId, fresh)
    return fresh
  }

  const forgetOldest = () => {
    for (const sessionId of sessions.keys()) {
      if (sessions.size < MOST_KNOWN * 0.9) return
      if (!unsaved.has(sessionId)) sessions.delete(sessionId)
    }
  }

  const flush = async () => {
    const changes = [...unsaved].flatMap((sessionId) => {
      const known = sessions.get(sessionId)
      if (!known) return []
      const change = { sessionId, ...known.unsaved }
      known.unsaved = { entries: 0, bytes: 0 }
      return [change]
    })
    unsaved.clear()
    if (changes.length > 0) await meta.addSessionUsage(changes)
  }

  const timer = setInterval(() => void flush().catch(logError), FLUSH_INTERVAL)
  timer.unref()

  return {
    async roomFor(sessionId, { entries, bytes }) {
      const known =
        sessions.get(sessionId) ?? remember(sessionId, await meta.sessionUsage(sessionId))
      if (known.bytes + bytes > quotas.bytes) return 0
      return Math.max(0, Math.min(entries, quotas.entries - known.entries))
    },
    spend(sessionId, { entries, bytes }) {
      const known = sessions.get(sessionId)
      if (!known) return
      known.entries += entries
      known.bytes += bytes
      known.unsaved.entries += entries
      known.unsaved.bytes += bytes
      unsaved.add(sessionId)
    },
    miss(sessionId, entries) {
      const known = sessions.get(sessionId)
      if (!known) return entries
      known.missed += entries
      if (now() < known.tellAgainAt) return 0
      const { missed } = known
      known.missed = 0
      known.tellAgainAt = now() + TELL_EVERY
      return missed
    },
    async stop() {
      clearInterval(timer)
      await flush().catch(logError)
    },
  }
}
