import { EventType } from 'rrweb'
import type { eventWithTime } from 'rrweb'

export interface RollingWindow {
  /**
   * `overflowed`: from this event on nothing is kept before the next full snapshot, because there is
   * no room. `skipped`: nothing was waiting for this event, for that or for lack of a snapshot.
   */
  add(event: eventWithTime, bytes: number): 'kept' | 'overflowed' | 'skipped'
  /** A copy, oldest first. It begins with Meta and FullSnapshot, or is empty. */
  read(): eventWithTime[]
  clear(): void
}

interface Segment {
  events: eventWithTime[]
  bytes: number
  since: number
  full: boolean
}

/**
 * Keeps the recording of at least the last `duration` milliseconds, in two segments: each begins
 * with a full snapshot, without which what follows cannot be replayed. The older one goes as soon
 * as the newer one alone is long enough, or when both together are over `maxBytes`.
 */
export function createRollingWindow(limits: { duration: number; maxBytes: number }): RollingWindow {
  let older: Segment | undefined
  let newer: Segment | undefined
  let meta: { event: eventWithTime; bytes: number } | undefined

  function dropOlderIfCovered(time: number) {
    if (newer && time - newer.since >= limits.duration) older = undefined
  }

  function begin(snapshot: eventWithTime, bytes: number) {
    const events = meta ? [meta.event, snapshot] : [snapshot]
    const segment = {
      events,
      bytes: bytes + (meta?.bytes ?? 0),
      since: snapshot.timestamp,
      full: false,
    }
    meta = undefined

    if (segment.bytes > limits.maxBytes) {
      // What follows builds on this snapshot, not on the one before.
      if (newer) newer.full = true
      return 'overflowed'
    }
    older = newer
    newer = segment
    return makeRoom(segment)
  }

  function makeRoom(segment: Segment) {
    if (older && older.bytes + segment.bytes > limits.maxBytes) older = undefined
    segment.full = segment.bytes > limits.maxBytes
    return segment.full ? 'overflowed' : 'kept'
  }

  return {
    add(event, bytes) {
      dropOlderIfCovered(event.timestamp)

      // Held back: a snapshot that fails after its Meta must not cost what there is already.
      if (event.type === EventType.Meta) {
        meta = { event, bytes }
        return 'kept'
      }
      if (event.type === EventType.FullSnapshot) return begin(event, bytes)
      if (!newer || newer.full) return 'skipped'

      newer.bytes += bytes
      const outcome = makeRoom(newer)
      if (outcome === 'kept') newer.events.push(event)
      return outcome
    },

    read() {
      dropOlderIfCovered(Date.now())
      return [...(older?.events ?? []), ...(newer?.events ?? [])]
    },

    clear() {
      older = undefined
      newer = undefined
      meta = undefined
    },
  }
}
