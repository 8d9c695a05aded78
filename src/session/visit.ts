import { randomId } from '../lib/random-id.ts'
import { readTabStorage, writeTabStorage } from '../browser/tab-storage.ts'

const STORAGE_KEY = 'casefile:visit'

/** A person who comes back after this long begins something new. */
const IDLE_LIMIT = 30 * 60_000

/** Who and where we are: one session a visit, one tab id a tab, one sequence number an event. */
export interface Visit {
  sessionId(): string
  tabId(): string
  /** The place of one event recorded at `time`; begins a new session after 30 idle minutes. */
  stamp(time: number): Stamp
  /** Begins a new session and returns its id. */
  renew(): string
  /** Whether entries of that session may leave the device; see `mode`. */
  isReleased(sessionId: string): boolean
  setReleased(released: boolean): void
  /** Facts kept with the visit, so that the next page of the same tab knows them. */
  facts(): Facts
  setFacts(facts: Facts): void
  /** From here on the visit is kept on the device, and joins the one that is kept there already. */
  keep(): void
  /** Takes the visit off the device. */
  forget(): void
  /** The page is going away: hands the sequence over to the next page of this tab. */
  close(): void
  /** The page is back from the back/forward cache. */
  reopen(): void
}

export interface Stamp {
  sessionId: string
  tabId: string
  seq: number
}

/** What the app told us, as JSON. */
export type Facts = { [key: string]: unknown }

/**
 * The visit this page belongs to. Once kept, it survives reloads and same-origin navigation, in
 * sessionStorage. Duplicating a tab copies sessionStorage, so a record that is still open gets a
 * tab id of its own; the session stays the same.
 */
export function openVisit(now: () => number = Date.now): Visit {
  const state = {
    sessionId: randomId(),
    tabId: newTabId(),
    nextSeq: 0,
    lastActiveAt: now(),
    /** True while a page uses the record: a copy that says so comes from a duplicated tab or a crash. */
    open: true,
    released: false,
    facts: {} as Facts,
  }
  let kept = false

  const save = () => {
    if (kept) writeTabStorage(STORAGE_KEY, state)
  }

  const renew = () => {
    Object.assign(state, { sessionId: randomId(), lastActiveAt: now(), released: false })
    save()
    return state.sessionId
  }

  return {
    sessionId: () => state.sessionId,
    tabId: () => state.tabId,

    stamp(time) {
      if (time - state.lastActiveAt >= IDLE_LIMIT) renew()
      // Saved on close, not here: sessionStorage is synchronous and this runs for every event.
      state.lastActiveAt = Math.max(state.lastActiveAt, time)
      return { sessionId: state.sessionId, tabId: state.tabId, seq: state.nextSeq++ }
    },

    renew,

    isReleased: (sessionId) => state.released && sessionId === state.sessionId,
    setReleased(released) {
      state.released = released
      save()
    },

    facts: () => state.facts,
    setFacts(facts) {
      state.facts = facts
      save()
    },

    keep() {
      const stored = kept ? undefined : readTabStorage(STORAGE_KEY)
      if (isLike(state, stored) && now() - stored.lastActiveAt < IDLE_LIMIT) {
        Object.assign(state, stored, stored.open && { tabId: newTabId(), nextSeq: 0 }, {
          open: true,
          facts: { ...stored.facts, ...state.facts },
        })
      }
      kept = true
      save()
    },

    forget() {
      kept = false
      writeTabStorage(STORAGE_KEY, undefined)
    },

    close() {
      state.open = false
      save()
    },
    reopen() {
      // Each write is a `storage` event in the page's frames, and `pageshow` comes on every load.
      if (state.open) return
      // The pages in between have counted on: under the old id, two entries would share a number.
      Object.assign(state, { open: true, tabId: newTabId(), nextSeq: 0 })
      save()
    },
  }
}

/** Whether the value has the fields of the pattern, with values of the same types. */
function isLike<Pattern extends object>(pattern: Pattern, value: unknown): value is Pattern {
  return Object.entries(pattern).every(
    // Reading a field of anything but null and undefined is safe.
    ([field, expected]) => typeof (value as never)?.[field] === typeof expected,
  )
}

/** Short, because it travels with every entry; unique enough among the tabs of one session. */
function newTabId(): string {
  return randomId().slice(0, 8)
}
