import { randomId } from '../lib/random-id.ts'

const STORAGE_KEY = 'casefile:visit'

/** A person who comes back after this long begins something new. */
const IDLE_LIMIT = 30 * 60_000

/** Who and where we are: one session a visit, one tab id a tab, one sequence number an event. */
export interface Visit {
  sessionId(): string
  tabId: string
  /** The place of one event recorded at `time`; begins a new session after 30 idle minutes. */
  stamp(time: number): Stamp
  /** Begins a new session and returns its id. */
  renew(): string
  /** Whether entries of that session may leave the device; see `mode`. */
  isReleased(sessionId: string): boolean
  release(): void
  hold(): void
  /** Facts kept with the visit, so that the next page of the same tab knows them. */
  facts(): Facts
  setFacts(facts: Facts): void
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

interface State {
  sessionId: string
  tabId: string
  nextSeq: number
  lastActiveAt: number
  /** True while a page uses this record. A copy that says so comes from a duplicated tab or a crash. */
  open: boolean
  released: boolean
  facts: Facts
}

/**
 * The visit this page belongs to, kept in sessionStorage: it survives reloads and same-origin
 * navigation. Duplicating a tab copies sessionStorage, so a record that is still open gets a
 * tab id of its own; the session stays the same.
 */
export function openVisit(now: () => number = Date.now): Visit {
  const stored = readState()
  const state: State =
    stored && now() - stored.lastActiveAt < IDLE_LIMIT
      ? { ...stored, ...(stored.open && { tabId: newTabId(), nextSeq: 0 }) }
      : newState(now())
  state.open = true
  writeState(state)

  const renew = () => {
    Object.assign(state, { sessionId: randomId(), lastActiveAt: now(), released: false })
    writeState(state)
    return state.sessionId
  }

  return {
    sessionId: () => state.sessionId,
    tabId: state.tabId,
    stamp(time) {
      if (time - state.lastActiveAt >= IDLE_LIMIT) renew()
      // Written on close, not here: sessionStorage is synchronous and this runs for every event.
      state.lastActiveAt = Math.max(state.lastActiveAt, time)
      return { sessionId: state.sessionId, tabId: state.tabId, seq: state.nextSeq++ }
    },
    renew,
    isReleased: (sessionId) => state.released && sessionId === state.sessionId,
    release() {
      state.released = true
      writeState(state)
    },
    hold() {
      state.released = false
      writeState(state)
    },
    facts: () => state.facts,
    setFacts(facts) {
      state.facts = facts
      writeState(state)
    },
    close() {
      state.open = false
      writeState(state)
    },
    reopen() {
      state.open = true
      writeState(state)
    },
  }
}

function newState(time: number): State {
  return {
    sessionId: randomId(),
    tabId: newTabId(),
    nextSeq: 0,
    lastActiveAt: time,
    open: true,
    released: false,
    facts: {},
  }
}

/** Short, because it travels with every entry; unique enough among the tabs of one session. */
function newTabId(): string {
  return randomId().slice(0, 8)
}

function readState(): State | undefined {
  try {
    const state: unknown = JSON.parse(sessionStorage.getItem(STORAGE_KEY) ?? 'null')
    return isState(state) ? state : undefined
  } catch {
    // No storage in this frame, or a record that is not ours: the visit lasts as long as the page.
    return undefined
  }
}

function writeState(state: State): void {
  try {
    sessionStorage.setItem(STORAGE_KEY, JSON.stringify(state))
  } catch {
    // Refused or full; see above.
  }
}

function isState(value: unknown): value is State {
  if (typeof value !== 'object' || value === null) return false
  const { sessionId, tabId, nextSeq, lastActiveAt, facts } = value as Partial<State>
  return (
    typeof sessionId === 'string' &&
    typeof tabId === 'string' &&
    typeof nextSeq === 'number' &&
    typeof lastActiveAt === 'number' &&
    typeof facts === 'object' &&
    facts !== null
  )
}
