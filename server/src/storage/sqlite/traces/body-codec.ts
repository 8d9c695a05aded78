import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'

const PARAMS = { [constants.ZSTD_c_compressionLevel]: 1 }

/** What is shorter than this only grows when it is packed. */
const LEAST_PACKED = 200

/** What JSON never begins with, and every Zstandard frame does; see RFC 8878. */
const ZSTD_FIRST_BYTE = 0x28

/** The texts of a run or a span as bytes: JSON, packed where that pays. */
export function encodeBody(body: object): Uint8Array {
  return packJson(Buffer.from(JSON.stringify(body)))
}

/** Reads what `encodeBody` wrote. */
export function decodeBody<Body extends object>(bytes: Uint8Array): Body {
  const json = bytes[0] === ZSTD_FIRST_BYTE ? zstdDecompressSync(bytes) : Buffer.from(bytes)
  // Nothing but bodies ever stands in that column.
  return JSON.parse(json.toString('utf8')) as Body
}

/** The same of JSON that is there already. */
export function packJson(json: Uint8Array): Uint8Array {
  if (json.byteLength < LEAST_PACKED) return json
  // What comes out is smaller: it need be neither grown nor put together.
  return zstdCompressSync(json, { params: PARAMS, chunkSize: json.byteLength })
}
