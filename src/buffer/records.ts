import type { RecordedEvent, WireEntry } from '../protocol/index.ts'
import type { Change, Key, StoredRecord } from './store.ts'

/** Events written ahead, not yet part of a batch. */
export interface Segment {
  sessionId: string
  tabId: string
  /** When it was written, epoch milliseconds. */
  time: number
  bytes: number
  /** Not to be sent unless its session is released; see `mode`. */
  held: boolean
  events: RecordedEvent[]
}

/** Entries on their way, in wire form: what is sent, and under which idempotency key, no longer changes. */
export interface Batch {
  id: string
  sessionId: string
  endpoint: string
  /** The capture key. */
  key: string
  /** When it was sealed, epoch milliseconds. */
  time: number
  entries: WireEntry[]
  /** Sealed by a page that was going away, which may have sent it already. */
  isLast?: true
}

export const segmentPrefix = (project: string): Key => ['segment', project]
export const batchPrefix = (project: string): Key => ['batch', project]

export function segmentKey(project: string, segment: Segment, firstSeq: number): Key {
  return ['segment', project, segment.sessionId, segment.tabId, firstSeq]
}

export interface Stored<Value> {
  key: Key
  value: Value
}

/** Records under our own prefixes hold what we put there. */
export function asStored<Value>(records: StoredRecord[]): Stored<Value>[] {
  return records as Stored<Value>[]
}

export function deletions(records: readonly { key: Key }[]): Change[] {
  return records.map(({ key }) => ({ delete: key }))
}

export function puts(records: readonly Stored<unknown>[]): Change[] {
  return records.map(({ key, value }) => ({ put: key, value }))
}
