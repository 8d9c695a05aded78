import { byteLength } from '../lib/byte-length.ts'
import type { RecordedEvent } from '../protocol/index.ts'
import { type Segment, segmentKey, type Stored } from './records.ts'

export const SEGMENT_EVENTS = 50
const SEGMENT_BYTES = 64 * 1024

/** Leaves room for what the wire form adds: the collector takes entries up to 64 KiB. */
const EVENT_BYTES = 63 * 1024

/** An event in memory, and the session it belongs to. */
export interface Waiting {
  event: RecordedEvent
  sessionId: string
  /** Finds out the fields that were too dear to find out when it happened; may take it back. */
  finish?: (() => object | undefined) | undefined
}

export interface SegmentOptions {
  project: string
  tabId(): string
  /** Makes the event fit to be stored: finished and redacted; `undefined` drops it. */
  prepare(waiting: Waiting): RecordedEvent | undefined
  /** Whether entries of this session may be sent; see `mode`. */
  isReleased(sessionId: string): boolean
}

/** Events as they go to the device: small pieces, each of one session. */
export function toSegments(
  waiting: readonly Waiting[],
  { project, tabId, prepare, isReleased }: SegmentOptions,
): { segments: Stored<Segment>[]; oversized: number } {
  const segments: Stored<Segment>[] = []
  let oversized = 0

  for (const entry of waiting) {
    const { event, sessionId } = entry
    const prepared = prepare(entry)
    if (!prepared) continue

    const bytes = byteLength(JSON.stringify(prepared))
    if (bytes > EVENT_BYTES) {
      oversized += 1
      continue
    }

    const last = segments.at(-1)?.value
    if (last?.sessionId === sessionId && hasRoom(last, bytes)) {
      last.events.push(prepared)
      last.bytes += bytes
      continue
    }

    const held = !isReleased(sessionId)
    const value = { sessionId, tabId: tabId(), time: Date.now(), bytes, held, events: [prepared] }
    segments.push({ key: segmentKey(project, value, event.seq), value })
  }

  return { segments, oversized }
}

function hasRoom(segment: Segment, bytes: number): boolean {
  return segment.events.length < SEGMENT_EVENTS && segment.bytes + bytes <= SEGMENT_BYTES
}
