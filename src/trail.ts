import type { Segment, Stored } from './buffer/records.ts'
import type { RecordedEvent } from './protocol/index.ts'

/** More steps than anybody reads come from these. */
const MOST_EVENTS = 300

/** Nothing that a person did or saw; most of what a page records. */
const UNSEEN = ['console', 'storage', 'vital', 'environment', 'loss']

/** What left the device's store of late, as it stood there: redacted. */
export interface Trail {
  add(segments: readonly Stored<Segment>[]): void
  of(sessionId: string): RecordedEvent[]
  clear(): void
}

export function createTrail(): Trail {
  let trail: { sessionId: string; event: RecordedEvent }[] = []

  return {
    add(segments) {
      for (const { value } of segments) {
        for (const event of value.events) {
          if (!UNSEEN.includes(event.type)) trail.push({ sessionId: value.sessionId, event })
        }
      }
      trail = trail.slice(-MOST_EVENTS)
    },

    of(sessionId) {
      // Nobody asks for an earlier session again.
      trail = trail.filter((entry) => entry.sessionId === sessionId)
      return trail.map(({ event }) => event)
    },

    clear() {
      trail = []
    },
  }
}
