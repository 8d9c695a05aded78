import { constants, inflateRawSync, zstdCompressSync, zstdDecompressSync } from 'node:zlib'

import type { WireEntry } from 'casefile/protocol'

/** Level 1 makes entries six times smaller already; more costs ingest more than it saves disk. */
const OPTIONS = { params: { [constants.ZSTD_c_compressionLevel]: 1 } }

/** What every Zstandard frame begins with; see RFC 8878. */
const ZSTD_MAGIC = 0xfd2fb528

/** Packs entries that are JSON already; see `EntryBatch`. */
export function encodeEntries(json: Uint8Array): Uint8Array {
  return zstdCompressSync(json, OPTIONS)
}

/** Reads what `encodeEntries` wrote, and what schema 1 wrote, which deflated. */
export function decodeEntries(chunk: Uint8Array): WireEntry[] {
  const { buffer, byteOffset, byteLength } = chunk
  const isZstd =
    byteLength >= 4 && new DataView(buffer, byteOffset).getUint32(0, true) === ZSTD_MAGIC
  const json = isZstd ? zstdDecompressSync(chunk) : inflateRawSync(chunk)
  // Nothing but entries ever stands in that column, and they were validated.
  const stored = JSON.parse(json.toString('utf8')) as SentEntry[] | { logs: SentEntry[] }
  return (Array.isArray(stored) ? stored : stored.logs).map(toEntry)
}

/** An entry as a client may send it: some fields can be missing, others be too many. */
type SentEntry = Omit<WireEntry, 'eventType' | 'eventMetadata'> & Partial<WireEntry>

function toEntry(sent: SentEntry): WireEntry {
  const { type, level, payload, timestamp, eventType = 'log', eventMetadata = {} } = sent
  return { type, level, payload, timestamp, eventType, eventMetadata }
}
