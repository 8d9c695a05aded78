import { randomId } from '../lib/random-id.ts'
import { readStorage, writeStorage } from '../browser/page-storage.ts'

const SESSION_KEY = 'casefile:visit'
const TAB_KEY = 'casefile:tab'

/** A person who comes back after this long begins something new. */
const IDLE_LIMIT = 30 * 60_000

/** A tab that is used tells the others at least this often. */
const SIGN_OF_LIFE = 60_000

/** Who has the same session: the pages of one tab and of its duplicates, or all tabs of the origin. */
export type Sharing = 'tab' | 'browser'

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
  /** Takes over what another tab has made of a session that is shared. */
  join(): void
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
 * sessionStorage, or in localStorage what all tabs share. Duplicating a tab copies sessionStorage, so
 * a record that is still open gets a tab id of its own; the session stays the same.
 */
export function openVisit(sharing: Sharing, now: () => number = Date.now): Visit {
  const area = sharing === 'browser' ? 'localStorage' : 'sessionStorage'
  const session = {
    sessionId: randomId(),
    lastActiveAt: now(),
    released: false,
    facts: {} as Facts,
  }
  const tab = {
    tabId: newTabId(),
    nextSeq: 0,
    /** True while a page uses the record: a copy that says so comes from a duplicated tab or a crash. */
    open: true,
  }
  let kept = false
  let savedAt = now()

  /** Takes over what another page has made of the session. */
  const join = () => {
    const stored = kept && readStorage(SESSION_KEY, area)
    if (!isLike(session, stored) || now() - stored.lastActiveAt >= IDLE_LIMIT) return
    const lastActiveAt = Math.max(stored.lastActiveAt, session.lastActiveAt)
    Object.assign(session, stored, { lastActiveAt })
  }

  const save = (changes?: Partial<typeof session>) => {
    join()
    Object.assign(session, changes)
    savedAt = now()
    if (!kept) return
    writeStorage(SESSION_KEY, session, area)
    writeStorage(TAB_KEY, tab)
  }

  const renew = () => {
    save({ sessionId: randomId(), lastActiveAt: now(), released: false })
    return session.sessionId
  }

  const isIdle = (time: number) => time - session.lastActiveAt >= IDLE_LIMIT

  return {
    sessionId: () => session.sessionId,
    tabId: () => tab.tabId,
    join,

    stamp(time) {
      // Somebody may have been active elsewhere.
      if (isIdle(time)) join()
      if (isIdle(time)) renew()
      session.lastActiveAt = Math.max(session.lastActiveAt, time)
      // Else saved on close: storage is synchronous, and this runs for every event.
      if (now() - savedAt > SIGN_OF_LIFE) save()
      return { sessionId: session.sessionId, tabId: tab.tabId, seq: tab.nextSeq++ }
    },

    renew,

    isReleased: (sessionId) => session.released && sessionId === session.sessionId,
    setReleased: (released) => save({ released }),

    facts: () => session.facts,
    setFacts: (facts) => save({ facts }),

    keep() {
      if (kept) return
      kept = true
      const { facts } = session
      const stored = readStorage(TAB_KEY)
      if (isLike(tab, stored) && !stored.open) Object.assign(tab, stored, { open: true })
      join()
      save({ facts: { ...session.facts, ...facts } })
    },

    forget() {
      kept = false
      writeStorage(SESSION_KEY, undefined, area)
      writeStorage(TAB_KEY, undefined)
    },

    close() {
      tab.open = false
      save()
    },
    reopen() {
      // Each write is a `storage` event in the page's frames, and `pageshow` comes on every load.
      if (tab.open) return
      // The pages in between have counted on: under the old id, two entries would share a number.
      Object.assign(tab, { open: true, tabId: newTabId(), nextSeq: 0 })
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
