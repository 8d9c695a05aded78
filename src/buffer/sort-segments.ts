import type { Stored } from './records.ts'
import type { SegmentFacts } from './segment-survey.ts'

/**
 * A living tab seals its own segments sooner, or reads them again before it does; older ones were
 * left by a tab that died, and are anybody's.
 */
export const ORPHAN_AGE = 10_000

export interface Sorted<Value> {
  /** To be sealed now. */
  due: Stored<Value>[]
  /** Of another tab, which may live; to be looked at again when they are older. */
  young: Stored<Value>[]
  /** Undelivered for too long. */
  aged: Stored<Value>[]
  /** Held back, and older than anybody will ask for. */
  unneeded: Stored<Value>[]
}

export interface SortOptions {
  tabId(): string
  now: number
  isReleased(sessionId: string): boolean
  /** Held entries of the session are forgotten when they are older, in milliseconds. */
  holdFor(sessionId: string): number
  /** What could not be delivered within that many milliseconds has lost its worth. */
  maxAge: number
}

/** Says what is to happen to the segments on the device; those in no list stay as they are. */
export function sortSegments<Value extends SegmentFacts>(
  segments: readonly Stored<Value>[],
  { tabId, now, isReleased, holdFor, maxAge }: SortOptions,
): Sorted<Value> {
  const sorted: Sorted<Value> = { due: [], young: [], aged: [], unneeded: [] }

  for (const segment of segments) {
    const { time, held, sessionId } = segment.value
    // A clock that was set back makes ages negative; the distance is what counts.
    const age = Math.abs(now - time)
    const sendable = !held || isReleased(sessionId)

    if (age > maxAge) sorted.aged.push(segment)
    else if (sendable) {
      const isOurs = segment.value.tabId === tabId() || age > ORPHAN_AGE
      sorted[isOurs ? 'due' : 'young'].push(segment)
    } else if (age > holdFor(sessionId)) sorted.unneeded.push(segment)
  }

  return sorted
}
