/** Anything that came as JSON, or in a format that has no other values. Nothing of it is certain. */
export type Fields = { [key: string]: unknown }

const MOST_ID_CHARACTERS = 255

/** The value when it is an object that is no list. */
export function objectOf(value: unknown): Fields | undefined {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isObject ? (value as Fields) : undefined
}

export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

/** A text that is not empty; numbers are written out. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** A text as it is, and anything else as JSON. */
export function jsonTextOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  return value === undefined || value === null ? undefined : JSON.stringify(value)
}

/** What can be the id of something: 1 to 255 characters. */
export function idOf(value: unknown): string | undefined {
  const text = textOf(value)
  return text !== undefined && text.length <= MOST_ID_CHARACTERS ? text : undefined
}

/** Some formats write numbers as text. */
export function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}

/** Of tokens: whole, and not below zero, which a sender that subtracts can come to. */
export function countOf(value: unknown): number | undefined {
  const number = numberOf(value)
  return number === undefined
    ? undefined
    : Math.min(Math.max(0, Math.trunc(number)), Number.MAX_SAFE_INTEGER)
}

/** Of dollars or milliseconds: not below zero. */
export function amountOf(value: unknown): number | undefined {
  const number = numberOf(value)
  return number === undefined ? undefined : Math.max(0, number)
}

/** Parses a text that may be JSON; anything else as it is. */
export function parsedJson(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s{0,9}[[{"]/.test(value)) return value
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}

/** Without the fields that are undefined, and `undefined` when nothing is left. */
export function definedFields(fields: Fields): Fields | undefined {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined)
  return entries.length > 0 ? Object.fromEntries(entries) : undefined
}
