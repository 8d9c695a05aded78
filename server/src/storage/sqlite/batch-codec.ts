import { deflateRawSync, inflateRawSync } from 'node:zlib'

import { fromWireEntry, type WireEntry } from 'casefile/protocol'

import type { EntryCounts } from '../event-store.ts'

/** Level 1 makes entries four times smaller already; more costs ingest more than it saves disk. */
const LEVEL = 1

export function encodeEntries(entries: readonly WireEntry[]): Uint8Array {
  return deflateRawSync(JSON.stringify(entries), { level: LEVEL })
}

/** Reads what `encodeEntries` wrote; nothing else ever stands in that column. */
export function decodeEntries(chunk: Uint8Array): WireEntry[] {
  return JSON.parse(inflateRawSync(chunk).toString('utf8')) as WireEntry[]
}

export function countEntries(entries: readonly WireEntry[]): EntryCounts {
  return {
    error: entries.filter(({ level }) => level === 'error').length,
    warn: entries.filter(({ level }) => level === 'warn').length,
    network_failed: entries.filter(isFailedRequest).length,
    total: entries.length,
  }
}

function isFailedRequest(entry: WireEntry): boolean {
  if (entry.type !== 'network') return false
  const event = fromWireEntry(entry)
  if (event.type !== 'network') return false
  return event.outcome === 'failed' || event.outcome === 'timeout' || event.status >= 400
}
