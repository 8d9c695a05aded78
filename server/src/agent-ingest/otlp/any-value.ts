import { listOf, objectOf, textOf, type Fields } from '../read-values.ts'

/** Deeper values are left out. */
const MOST_LEVELS = 50

/** A list of `{key, value}` as an object. */
export function readAttributes(pairs: unknown, level = 0): Fields {
  const attributes: Fields = {}
  for (const pair of listOf(pairs)) {
    const { key, value } = objectOf(pair) ?? {}
    const name = textOf(key)
    // `__proto__` would be no field.
    if (name === undefined || name === '__proto__') continue
    const plain = readAnyValue(value, level)
    if (plain !== undefined) attributes[name] = plain
  }
  return attributes
}

function readAnyValue(value: unknown, level: number): unknown {
  const any = objectOf(value)
  if (!any || level > MOST_LEVELS) return undefined
  if (any.stringValue !== undefined) return any.stringValue
  if (any.boolValue !== undefined) return any.boolValue
  if (any.intValue !== undefined) return readInteger(any.intValue)
  if (any.doubleValue !== undefined) return any.doubleValue
  if (any.bytesValue !== undefined) return any.bytesValue
  const list = objectOf(any.arrayValue)
  if (list) return listOf(list.values).map((each) => readAnyValue(each, level + 1) ?? null)
  const object = objectOf(any.kvlistValue)
  return object && readAttributes(object.values, level + 1)
}

/** The specification has text, of which a number is made unless it would lose digits. */
function readInteger(value: unknown): unknown {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : value
}

/** Nanoseconds, which no number holds, as epoch milliseconds with a fraction. */
export function nanoTimeOf(value: unknown): number | undefined {
  const text = typeof value === 'number' ? BigInt(Math.trunc(value) || 0).toString() : value
  if (typeof text !== 'string' || !/^\d{1,20}$/.test(text)) return undefined
  const nanos = BigInt(text)
  const time = Number(nanos / 1_000_000n) + Number(nanos % 1_000_000n) / 1_000_000
  return time > 8.64e15 ? undefined : time
}
