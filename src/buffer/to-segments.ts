import { byteLength } from '../lib/byte-length.ts'
import { ENTRY_BYTES_LIMIT, type RecordedEvent, type WireEntry } from '../protocol/index.ts'
import { type Segment, segmentKey, type Stored } from './records.ts'

export const SEGMENT_ENTRIES = 50
const SEGMENT_BYTES = 64 * 1024

/** An event in memory, and the session it belongs to. */
export interface Waiting {
  event: RecordedEvent
  sessionId: string
}

export interface SegmentOptions {
  project: string
  tabId(): string
  /** Redacts the event and puts it into wire form; `undefined` drops it. */
  prepare(event: RecordedEvent): WireEntry | undefined
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

  for (const { event, sessionId } of waiting) {
    const entry = prepare(event)
    if (!entry) continue

    const bytes = byteLength(JSON.stringify(entry))
    if (bytes > ENTRY_BYTES_LIMIT) {
      oversized += 1
      continue
    }

    const last = segments.at(-1)?.value
    if (last?.sessionId === sessionId && hasRoom(last, bytes)) {
      last.entries.push(entry)
      last.bytes += bytes
      continue
    }

    const held = !isReleased(sessionId)
    const value = { sessionId, tabId: tabId(), time: Date.now(), bytes, held, entries: [entry] }
    segments.push({ key: segmentKey(project, value, event.seq), value })
  }

  return { segments, oversized }
}

function hasRoom(segment: Segment, bytes: number): boolean {
  return segment.entries.length < SEGMENT_ENTRIES && segment.bytes + bytes <= SEGMENT_BYTES
}
