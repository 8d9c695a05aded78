import { constants, inflateRawSync, zstdCompressSync, zstdDecompressSync } from 'node:zlib'

import type { WireEntry } from 'casefile/protocol'

/** Level 1 makes entries six times smaller already; more costs ingest more than it saves disk. */
const OPTIONS = { params: { [constants.ZSTD_c_compressionLevel]: 1 } }

/** What every Zstandard frame begins with; see RFC 8878. */
const ZSTD_MAGIC = 0xfd2fb528

/** Packs entries that are a JSON array already. */
export function encodeEntries(json: Uint8Array): Uint8Array {
  return zstdCompressSync(json, OPTIONS)
}

/** Reads what `encodeEntries` wrote, and what schema 1 wrote, which deflated. */
export function decodeEntries(chunk: Uint8Array): WireEntry[] {
  const { buffer, byteOffset, byteLength } = chunk
  const isZstd =
    byteLength >= 4 && new DataView(buffer, byteOffset).getUint32(0, true) === ZSTD_MAGIC
  const json = isZstd ? zstdDecompressSync(chunk) : inflateRawSync(chunk)
  // Nothing but entries ever stands in that column.
  return JSON.parse(json.toString('utf8')) as WireEntry[]
}
