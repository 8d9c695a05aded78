import type { WireEntry } from 'casefile/protocol'

/** An entry with the id that evidence is cited by; the id never changes. */
export interface StoredEntry extends WireEntry {
  entryId: string
}

/** One accepted `POST …/logs`. */
export interface EntryBatch {
  projectId: string
  sessionId: string
  entries: readonly WireEntry[]
  /** When the collector took it in: segments go by receipt, never by a client's clock. */
  receivedAt: number
  idempotencyKey?: string | undefined
}

export interface AppendResult {
  accepted: number
  /** The key was known: nothing was stored, `accepted` is the first answer. */
  repeated: boolean
}

/** Which entries of a session are meant. */
export interface EntryRange {
  sessionId: string
  /** When the session was created; no entry of it was received before. */
  sessionCreatedAt: number
  /** Only what happened up to this moment; see `happenedUpTo` in `moment.ts`. */
  until?: number | undefined
}

export interface EntryPage {
  entries: StoredEntry[]
  /** Hand it in again to go on; `null` at the end. */
  nextCursor: string | null
}

export interface EntryCounts {
  error: number
  warn: number
  network_failed: number
  total: number
}

/**
 * Log entries, append-only. Order is by timestamp, then by arrival. Everything is asynchronous,
 * so that an adapter may live in another thread or on another machine.
 */
export interface EventStore {
  /** Resolves when the batch is on disk, its idempotency key in the same commit. */
  append(batch: EntryBatch): Promise<AppendResult>
  /** The latest entries of the range, oldest first. */
  latest(range: EntryRange, limit: number): Promise<StoredEntry[]>
  /** The range from its beginning, a page at a time. Rejects with `CursorError`. */
  page(range: EntryRange, page: { limit: number; cursor?: string | undefined }): Promise<EntryPage>
  count(range: EntryRange): Promise<EntryCounts>
  /** How far the session's clock is known to run ahead at the range's end; see `moment.ts`. */
  clockLead(range: EntryRange & { until: number }): Promise<number>
  /** When the project's newest batch was received. */
  lastReceivedAt(projectId: string): Promise<number | undefined>
  close(): Promise<void>
}

/** A cursor that this store did not hand out. */
export class CursorError extends Error {
  override readonly name = 'CursorError'
}
