import type { Natives } from '../browser/natives.ts'
import { readStorage, writeStorage } from '../browser/page-storage.ts'
import type { LossReason, RecordedEvent } from '../protocol/index.ts'
import type { Database } from './database.ts'
import { puts, type Segment, type Stored } from './records.ts'
import type { Change } from './store.ts'
import { SEGMENT_EVENTS, type SegmentOptions, toSegments, type Waiting } from './to-segments.ts'

/** How long an entry may be in memory only. */
const WRITE_DELAY = 250

/** What a single task of the page may leave in memory. */
const MOST_WAITING = 1_000

/** Errors are written at once, but an error in a loop must not become a write in a loop. */
const URGENT_WRITES_PER_SECOND = 50

/**
 * Older segments are left for a seal that reads them: another page may have sealed them already,
 * taking this one for dead. See `ORPHAN_AGE`, which is twice as long.
 */
const RECENT = 5_000

const PARKED = 'casefile:parked'

/** As a time: whenever. */
const NEVER_WRITTEN = 9e15

/** What a page without IndexedDB keeps in memory until it is delivered. */
const UNWRITTEN_SEGMENTS = 100

/**
 * By tab, the writes that its page could only begin. Made again they do no harm, for they have the same
 * keys; but later than `until` somebody else may have delivered and deleted what they put.
 */
type Parked = Record<string, { until: number; changes: readonly Change[] }>

export interface WriteAheadOptions extends SegmentOptions {
  database: Pick<Database, 'write' | 'isOpen'>
  natives: Natives
  onLoss(reason: LossReason, count: number): void
  /** Called when something new is there to be delivered. */
  onWritten(): void
}

/** The first half of the buffer: from memory to the device, in small segments. */
export interface WriteAhead {
  add(waiting: Waiting): void
  /** Writes what is in memory only; resolves when that and all earlier writes have ended. */
  write(): Promise<void>
  /** Begins a write and remembers what it is to write until the database has confirmed it. */
  track(
    changes: readonly Change[],
    begin: (changes: readonly Change[]) => Promise<void>,
  ): Promise<void>
  /** The page is going away: what is not confirmed goes along to the tab's next page. */
  park(): void
  /** Takes over what the tab's last page parked, or this one before it came back; in WebKit any page. */
  unpark(): void
  /** What has come since the last call and just now: it can be sealed without reading it first. */
  takeRecent(): Stored<Segment>[]
  /**
   * What has been written need not be sealed from memory. Says whether the device refuses what is
   * written: until the next call, segments then stay in memory without asking it again.
   */
  forgetRecent(isRefused: boolean): void
  /** What the device did not take. */
  takeUnwritten(): Stored<Segment>[]
  /** Forgets what is in memory. */
  clear(): void
}

export function createWriteAhead(options: WriteAheadOptions): WriteAhead {
  const { database, natives } = options
  /**
   * Of what a page that is left begins, WebKit 2.50 carries out what deletes, and never what puts. As a
   * tab that is closed has no next page, another one of the origin has to put it.
   */
  const isWebkit = /^Ap/.test(navigator.vendor)
  const area = isWebkit ? 'localStorage' : 'sessionStorage'

  let waiting: Waiting[] = []
  let recent: { segment: Stored<Segment>; writtenAt: number }[] = []
  let unwritten: Stored<Segment>[] = []
  /** Handed to the database, which has not confirmed them yet. */
  const unconfirmed = new Set<readonly Change[]>()
  let refused = false
  let timer: number | undefined
  let urgentWrites = { since: 0, count: 0 }

  const isUrgent = ({ type }: RecordedEvent): boolean => {
    if (type !== 'error') return false
    const now = Date.now()
    if (Math.abs(now - urgentWrites.since) > 1_000) urgentWrites = { since: now, count: 0 }
    return ++urgentWrites.count <= URGENT_WRITES_PER_SECOND
  }

  const takeSegments = (): Stored<Segment>[] => {
    natives.clearTimeout(timer)
    timer = undefined
    const taken = waiting
    waiting = []

    const { segments, oversized } = toSegments(taken, options)
    if (oversized) options.onLoss('size', oversized)
    return segments
  }

  const keepInMemory = (segments: readonly Stored<Segment>[]) => {
    unwritten.push(...segments)
    const lost = unwritten.splice(0, unwritten.length - UNWRITTEN_SEGMENTS)
    const count = lost.flatMap(({ value }) => value.events).length
    if (count) options.onLoss('storage', count)
  }

  const track: WriteAhead['track'] = async (changes, begin) => {
    unconfirmed.add(changes)
    try {
      await begin(changes)
    } finally {
      unconfirmed.delete(changes)
    }
  }

  const unpark = () => {
    // Nobody but `park` writes there; what a page puts there in its stead is its own to see.
    const parked = readStorage(PARKED, area) as Parked | undefined
    writeStorage(PARKED, undefined, area)
    for (const tab in parked) {
      const { until, changes } = parked[tab]!
      if (until > Date.now()) track(changes, database.write).catch(() => {})
    }
  }

  let writing: Promise<unknown> = Promise.resolve()

  const write = async () => {
    // Nobody waits for most writes, and their failure must not become the page's.
    writing = Promise.all([writing, writeSegments(takeSegments())]).catch(() => {})
    await writing
  }

  const writeSegments = async (segments: Stored<Segment>[]) => {
    if (segments.length === 0) return
    const writtenAt = performance.now()
    recent.push(...segments.map((segment) => ({ segment, writtenAt })))
    try {
      if (refused) throw undefined
      await track(puts(segments), database.write)
    } catch {
      // Refused, hanging or full: asking again for every segment would only cost the page. The next
      // seal asks.
      refused = true
      keepInMemory(segments)
    }
    options.onWritten()
  }

  return {
    add(event) {
      const count = waiting.push(event)
      if (count >= MOST_WAITING || isUrgent(event.event)) return void write()
      // A full segment is written as soon as the page's own task is over.
      if (count === SEGMENT_EVENTS) natives.clearTimeout(timer)
      if (count === SEGMENT_EVENTS || timer === undefined) {
        timer = natives.setTimeout(write, count < SEGMENT_EVENTS ? WRITE_DELAY : 0)
      }
    },

    write,

    track,

    park() {
      const changes = [...unconfirmed].flat()
      if (!changes.length) return
      const until = isWebkit || !database.isOpen() ? NEVER_WRITTEN : Date.now() + RECENT
      const parked = {
        ...(readStorage(PARKED, area) as Parked),
        [options.tabId()]: { until, changes },
      }
      writeStorage(PARKED, parked, area)
    },

    unpark,

    takeRecent() {
      const since = performance.now() - RECENT
      const taken = recent.filter(({ writtenAt }) => writtenAt > since)
      recent = []
      return [...taken.map(({ segment }) => segment), ...takeSegments()]
    },

    forgetRecent(isRefused) {
      recent = []
      refused = isRefused
    },

    takeUnwritten() {
      const taken = unwritten
      unwritten = []
      return taken
    },

    clear() {
      waiting = []
      recent = []
      unwritten = []
      unconfirmed.clear()
      writeStorage(PARKED, undefined, area)
    },
  }
}
