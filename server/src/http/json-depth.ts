const QUOTE = 0x22
const BACKSLASH = 0x5c

/**
 * Whether arrays and objects stand in each other deeper than `limit`. Millions of levels take
 * `JSON.parse` seconds, for which nobody else is served; this takes about a nanosecond a byte.
 */
export function isNestedDeeper(json: Uint8Array, limit: number): boolean {
  let depth = 0
  let isText = false

  for (let index = 0; index < json.length; index += 1) {
    const byte = json[index] ?? 0
    if (isText) {
      if (byte === BACKSLASH) index += 1
      else if (byte === QUOTE) isText = false
    } else if (byte === QUOTE) {
      isText = true
      // `[` and `{`, `]` and `}` differ in one bit.
    } else if ((byte | 0x20) === 0x7b) {
      depth += 1
      if (depth > limit) return true
    } else if ((byte | 0x20) === 0x7d) {
      depth -= 1
    }
  }
  return false
}
