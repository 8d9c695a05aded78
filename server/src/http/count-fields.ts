const QUOTE = 0x22
const BACKSLASH = 0x5c
const COLON = 0x3a

/**
 * How many fields a valid JSON text has, all levels together: the colons outside of its strings. A
 * parser keeps the last of two fields with one name; here both count, so that a text which holds
 * more than what was parsed is known by it.
 */
export function countFields(json: Uint8Array): number {
  let fields = 0
  for (let at = 0; at < json.length; at += 1) {
    const byte = json[at]
    if (byte === COLON) fields += 1
    else if (byte === QUOTE) {
      at += 1
      while (at < json.length && json[at] !== QUOTE) at += json[at] === BACKSLASH ? 2 : 1
    }
  }
  return fields
}
