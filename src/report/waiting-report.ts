import type { Key } from '../buffer/store.ts'
import type { Json } from '../protocol/index.ts'

/** A report that was sent and has not arrived with all that belongs to it, as the device keeps it. */
export interface WaitingReport {
  /** The issue's idempotency key. */
  id: string
  sessionId: string
  /** When it was sent, epoch milliseconds. */
  time: number
  description: string
  metadata: { url: string; browser: string }
  /** For collectors that take more metadata than is documented. */
  moreMetadata: { [key: string]: Json }
  replayBytes: number
  /** Where it was to go, for pages that have another key. */
  endpoint?: string
  /** The issue has arrived; its replay may wait still. */
  issueId?: string
  /** Whoever sent it has heard that it arrived. */
  told?: boolean
}

/** One piece of a waiting report's replay. */
export interface WaitingChunk {
  /** Its idempotency key. */
  id: string
  /** As bytes, for not every browser stores a Blob. */
  body: ArrayBuffer
  gzip: boolean
}

/** What became of a report that was not delivered at once. */
export type SettledReport =
  | {
      outcome: 'arrived'
      /** When it was sent, epoch milliseconds. */
      time: number
      issueId: string
    }
  | {
      outcome: 'refused'
      time: number
      /** The words of the person, which are nowhere else any more. */
      description: string
      /** The collector's own words. */
      reason: string
    }

type Named = Pick<WaitingReport, 'id' | 'time'>

// All below one prefix, so that withdrawn consent finds all of it.
export const waitingPrefix = (project: string): Key => ['report', project, 'waiting']
export const settledPrefix = (project: string): Key => ['report', project, 'settled']
export const chunkPrefix = (project: string, id: string): Key => ['report', project, 'replay', id]

export function waitingKey(project: string, { time, id }: Named): Key {
  return [...waitingPrefix(project), time, id]
}

export function settledKey(project: string, { time, id }: Named): Key {
  return [...settledPrefix(project), time, id]
}

export function chunkKey(project: string, id: string, place: number): Key {
  return [...chunkPrefix(project, id), place]
}
