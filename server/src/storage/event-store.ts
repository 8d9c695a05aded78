import type { WireEntry } from 'casefile/protocol'

import type { NotableKind } from './read-notable.ts'

/** An entry with the id that evidence is cited by; the id never changes. */
export interface StoredEntry extends WireEntry {
  entryId: string
}

/** One accepted `POST …/logs`. */
export interface EntryBatch {
  projectId: string
  sessionId: string
  entries: readonly WireEntry[]
  /**
   * The same entries as JSON, UTF-8, where the caller has them so: an array, or an object with the
   * array under `logs`, which is what a client sends. Handed over; nobody may touch it afterwards.
   */
  json?: Uint8Array<ArrayBuffer> | undefined
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

/** Figures of a project, `from` to `to` (epoch milliseconds, whole minutes), in steps. */
export interface SeriesQuery {
  projectId: string
  from: number
  to: number
  /** Milliseconds, a multiple of a minute. */
  step: number
}

/** What happened in one step; steps in which nothing did are left out. */
export interface SeriesBucket {
  /** Epoch milliseconds of its begin. */
  time: number
  entries: number
  errors: number
  warnings: number
  /** Requests of the page that are over, failed ones included. */
  requests: number
  failedRequests: number
  /** Size of the entries as JSON. */
  bytes: number
  /** How long requests took, in milliseconds, right to 2 %; `null` when there was none. */
  durations: { p50: number | null; p95: number | null; p99: number | null }
}

export interface SearchQuery {
  projectId: string
  /** Words that all occur; without it everything of these kinds is found. */
  text?: string | undefined
  kinds: readonly NotableKind[]
  /** When the entry happened, epoch milliseconds; `to` itself is outside. */
  from?: number | undefined
  to?: number | undefined
  limit: number
  cursor?: string | undefined
}

/** An error, a warning or a failed request. */
export interface NotableHit {
  entryId: string
  sessionId: string
  time: number
  kind: NotableKind
  /** Its first 500 characters. */
  text: string
}

export interface SearchPage {
  /** Newest arrivals first. */
  hits: NotableHit[]
  nextCursor: string | null
}

/** A day of entries, as retention sees it. */
export interface StoredDay {
  /** Day of receipt, `20260227`. */
  day: string
  /** Room it takes. */
  bytes: number
}

/** What can be read of log entries. */
export interface EventReader {
  /** The latest entries of the range, oldest first. */
  latest(range: EntryRange, limit: number): Promise<StoredEntry[]>
  /** The range from its beginning, a page at a time. Rejects with `CursorError`. */
  page(range: EntryRange, page: { limit: number; cursor?: string | undefined }): Promise<EntryPage>
  /** The counts of each range. */
  counts(ranges: readonly EntryRange[]): Promise<EntryCounts[]>
  /** How far the session's clock is known to run ahead at the range's end; see `moment.ts`. */
  clockLead(range: EntryRange & { until: number }): Promise<number>
  /** When the project's newest batch was received. */
  lastReceivedAt(projectId: string): Promise<number | undefined>
  series(query: SeriesQuery): Promise<SeriesBucket[]>
  /** Rejects with `CursorError`. */
  search(query: SearchQuery): Promise<SearchPage>
  /** Oldest first. */
  days(): Promise<StoredDay[]>
}

/**
 * Log entries, append-only. Order is by timestamp, then by arrival. Everything is asynchronous,
 * so that an adapter may live in another thread or on another machine.
 */
export interface EventStore extends EventReader {
  /** Resolves when the batch is on disk, its idempotency key in the same commit. */
  append(batch: EntryBatch): Promise<AppendResult>
  /** Removes a day with everything received on it; the bytes that came free. */
  dropDay(day: string): Promise<number>
  /** Removes the entries of sessions for good, also from what is free in the files. Figures stay. */
  erase(sessionIds: readonly string[]): Promise<void>
  close(): Promise<void>
}

/** A cursor that this store did not hand out. */
export class CursorError extends Error {
  override readonly name = 'CursorError'
}
