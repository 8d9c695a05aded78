import type { Json } from './events.ts'

/** What may stand in a wire entry, of which nothing is certain. */
export type Fields = { [key: string]: Json | undefined }

/** Makes a value of the wanted type out of whatever came. Never throws. */
export type Read<Value> = (value: Json | undefined) => Value

/** The types say what an entry should hold; what another client sent may hold anything. */
export function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : {}
}

export const text: Read<string> = (value) => {
  if (value === undefined || value === null) return ''
  if (typeof value === 'string') return value
  try {
    return JSON.stringify(value)
  } catch {
    // Nested too deeply to be written out.
    return ''
  }
}

export const number: Read<number> = (value) => (typeof value === 'number' ? value : 0)

export const json: Read<Json> = (value) => value ?? null

/** A number of the collector, or the flag `true`: nothing else. */
export const flag: Read<true | undefined> = (value) => value === true || undefined

export const list: Read<Json[]> = (value) => (Array.isArray(value) ? value : [])

export const object: Read<{ [key: string]: Json }> = (value) =>
  // What is undefined cannot come out of JSON.
  fields(value) as { [key: string]: Json }

/** The value when it is one of the choices, else the first choice. */
export function oneOf<const Choice extends string>(
  ...choices: readonly [Choice, ...Choice[]]
): Read<Choice> {
  return (value) => choices.find((choice) => choice === value) ?? choices[0]
}

/** Reads a field that may be missing. */
export function maybe<Value>(read: Read<Value>): Read<Value | undefined> {
  return (value) => (value === undefined ? undefined : read(value))
}

/** How each field of a shape is read. */
export type Readers<Shape> = { [Field in keyof Shape]-?: Read<Shape[Field] | undefined> }

/** Reads a shape field by field; a field that reads as `undefined` is left out. */
export function shape<Shape>(readers: Readers<Shape>): Read<Shape> {
  const pairs = Object.entries<Read<unknown>>(readers)
  return (value) => {
    const source = fields(value)
    return Object.fromEntries(
      pairs
        .map(([field, read]): [string, unknown] => [field, read(source[field])])
        .filter(([, read]) => read !== undefined),
      // Every reader is for the field it stands under.
    ) as Shape
  }
}
