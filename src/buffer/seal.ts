import { byteLength } from '../lib/byte-length.ts'
import { stringify } from '../lib/stringify.ts'
import { ENTRIES_PER_BATCH, toWireEntry } from '../protocol/index.ts'
import { batchKey } from './batch-key.ts'
import { type Batch, deletions, type Segment, type Stored } from './records.ts'
import type { SegmentFacts } from './segment-survey.ts'
import type { Change } from './store.ts'

/** Well under the collector's body limit, so that a batch is seldom refused for its size. */
const BATCH_BYTES = 256 * 1024

/** Where batches of this page go. */
export interface Destination {
  endpoint: string
  key: string
}

export interface SealOptions extends Destination {
  now: number
  /** Of the first batch, among those of that moment. Default: 0. */
  place?: number
  newId: () => string
  /** What the events of a batch may take. Default: well under the collector's limit. */
  mostBytes?: number | undefined
  /** The page is going away; see `Batch`. */
  isLast?: boolean
}

/**
 * The changes that turn segments into batches: applied in one transaction, an entry is always in
 * exactly one of the two. A batch holds entries of one session only.
 */
export function sealSegments(
  segments: readonly Stored<Segment>[],
  { endpoint, key, isLast, now, place = 0, newId, mostBytes = BATCH_BYTES }: SealOptions,
): { batches: Stored<Batch>[]; changes: Change[] } {
  const batches = groupSegments(divide(segments, mostBytes), mostBytes).map(
    (group, at): Stored<Batch> => {
      const batch: Batch = {
        id: newId(),
        sessionId: group[0]!.value.sessionId,
        endpoint,
        key,
        time: now,
        entries: group.flatMap(({ value }) => value.events.map(toWireEntry)),
        ...(isLast && { isLast }),
      }
      return { key: batchKey(key, batch, [place + at]), value: batch }
    },
  )

  return {
    batches,
    changes: [
      ...deletions(segments),
      ...batches.map((batch) => ({ put: batch.key, value: batch.value })),
    ],
  }
}

/** Segments with more in them than a batch may take, in parts. */
function divide(segments: readonly Stored<Segment>[], mostBytes: number): Stored<Segment>[] {
  return segments.flatMap((segment) => {
    const { value, key } = segment
    if (value.bytes <= mostBytes) return segment
    return value.events.map((event) => ({
      key,
      value: { ...value, events: [event], bytes: byteLength(stringify(event)) },
    }))
  })
}

function groupSegments(
  segments: readonly Stored<Segment>[],
  mostBytes: number,
): Stored<Segment>[][] {
  const groups: Stored<Segment>[][] = []
  const open = new Map<string, { segments: Stored<Segment>[]; entries: number; bytes: number }>()

  for (const segment of inOrder(segments)) {
    const { sessionId, bytes, events } = segment.value
    let group = open.get(sessionId)
    if (
      !group ||
      group.entries + events.length > ENTRIES_PER_BATCH ||
      group.bytes + bytes > mostBytes
    ) {
      group = { segments: [], entries: 0, bytes: 0 }
      open.set(sessionId, group)
      groups.push(group.segments)
    }
    group.segments.push(segment)
    group.entries += events.length
    group.bytes += bytes
  }

  return groups
}

/** As they were written: tabs by their beginning, and what one tab wrote in its own order. */
export function inOrder<Value extends SegmentFacts>(
  segments: readonly Stored<Value>[],
): Stored<Value>[] {
  const beginnings = new Map<string, number>()
  for (const { value } of segments) {
    beginnings.set(value.tabId, Math.min(value.time, beginnings.get(value.tabId) ?? Infinity))
  }
  const beginningOf = ({ value }: Stored<Value>) => beginnings.get(value.tabId)!
  return [...segments].sort((a, b) => beginningOf(a) - beginningOf(b))
}
