import { byteLength } from './byte-length.ts'
import { cut } from './cut.ts'
import { guard } from './guard.ts'
import { isError, readStack } from './read-error.ts'
import { readProperty, readText } from './read-property.ts'

/** What is left of a value: plain JSON. Structurally the protocol's `Json`. */
export type Preview = string | number | boolean | null | Preview[] | { [key: string]: Preview }

/** Longer lists and larger objects are of no help in a log, and one must not starve the rest. */
const MOST_ENTRIES = 100

/** An object, and what becomes of it. */
interface Source {
  source: object
  copy: Preview[] | { [key: string]: Preview }
}

/** What a number, a boolean or null counts against the budget: about what it takes as JSON. */
const NUMBER_BYTES = 8

/** What is read of every error, whatever its own keys are. */
const ERROR_KEYS = /^(name|message|stack)$/

/** A class instance says so under this key. */
const CLASS = '@class'

/**
 * JSON-safe copies of values, breadth-first, so that a deep object cannot use up the budget of
 * its neighbours. What no longer fits ends in `…`. Runs no code of the page but traps of a Proxy.
 */
export function preview(values: readonly unknown[], budget: number): Preview[] {
  return beginPreview(values, { now: budget, budget })()
}

/**
 * A preview in two goes: `now` bytes of it are copied at once, for the page may change what it
 * gave us, and the rest when the result is called.
 */
export function beginPreview(
  values: readonly unknown[],
  { now, budget }: { now: number; budget: number },
): () => Preview[] {
  const seen = new Set<object>()
  const waiting: Source[] = []
  /** Nobody changes an error that was logged, and its stack takes long to read. */
  const errors: Source[] = []
  let left = budget

  const spend = (text: string) => {
    const kept = cut(text, Math.max(left, 0))
    left -= byteLength(kept) + 3
    return kept
  }

  const copyOf = (value: unknown): Preview => {
    if (typeof value !== 'object' || value === null) {
      const label = describePrimitive(value)
      if (typeof label === 'string') return spend(label)
      left -= NUMBER_BYTES
      return label
    }
    if (seen.has(value)) return spend('[seen above]')
    seen.add(value)

    const label = describeObject(value)
    if (label !== undefined) return spend(label)
    const copy = Array.isArray(value) ? [] : {}
    const queue = isError(value) ? errors : waiting
    queue.push({ source: value, copy })
    return copy
  }

  const copyEntries = (source: object, copy: Preview[] | { [key: string]: Preview }) => {
    let count = 0
    for (const [key, value] of entriesOf(source)) {
      // Assigning this key would change the copy's prototype.
      if (key === '__proto__') continue
      const full = left <= 0 || count++ === MOST_ENTRIES
      if (Array.isArray(copy)) copy.push(full ? '…' : tryCopy(value))
      else if (full) copy['…'] = '…'
      else copy[spend(key)] = tryCopy(value)
      if (full) return
    }
  }

  // A revoked Proxy and a window of another origin throw at any touch.
  const tryCopy = (value: unknown) =>
    guard(copyOf)(value) ?? (value === null ? null : '[unreadable]')
  const tryCopyEntries = guard(copyEntries)

  const copyNext = (queue: Source[]) => {
    const entry = queue.shift()
    if (entry) tryCopyEntries(entry.source, entry.copy)
    return entry
  }

  const copies = values.slice(0, MOST_ENTRIES).map(tryCopy)
  while (budget - left < now && copyNext(waiting));
  return () => {
    while (copyNext(errors) ?? copyNext(waiting));
    return copies
  }
}

/** A preview as one line of text, as a console would print it. */
export function previewText(value: Preview): string {
  if (typeof value === 'string') return value
  if (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    'message' in value &&
    'stack' in value
  ) {
    return `${String(value.name)}: ${String(value.message)}`
  }
  return JSON.stringify(value)
}

function describePrimitive(value: unknown): string | number | boolean | null {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value
  // JSON knows no negative zero.
  if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : String(value)
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value === 'function') return `ƒ ${readText(value, 'name')}()`
  return String(value)
}

/** Objects that are best told in one word. */
function describeObject(value: object): string | undefined {
  if (value instanceof Date) return guard(() => Date.prototype.toISOString.call(value))()
  if (value instanceof RegExp) return `/${readText(value, 'source')}/${readText(value, 'flags')}`
  if (ArrayBuffer.isView(value)) return `${className(value)} (${value.byteLength} bytes)`

  const node = readText(value, 'nodeName')
  if (!node || typeof readProperty(value, 'nodeType') !== 'number') return undefined
  const id = readText(value, 'id')
  const classes = readText(value, 'className').trim().split(/\s+/).join('.')
  return `<${node.toLowerCase()}${id && `#${id}`}${classes && `.${classes}`}>`
}

function* entriesOf(source: object): Iterable<[string, unknown]> {
  if (Array.isArray(source)) {
    for (let index = 0; index < source.length; index += 1) {
      yield ['', readOwn(source, String(index))]
    }
    return
  }

  const name = className(source)
  const isAnError = isError(source)
  if (isAnError) {
    yield ['name', readText(source, 'name') || 'Error']
    yield ['message', readText(source, 'message')]
    yield ['stack', readStack(source) ?? '']
  } else if (name && name !== 'Object') yield [CLASS, name]

  // Only as many as are shown: the page's collections may be huge.
  if (source instanceof Map) yield ['entries', firstOf(Map.prototype.entries.call(source))]
  if (source instanceof Set) yield ['values', firstOf(Set.prototype.values.call(source))]

  const keys = Object.keys(source)
  // An error hides these two from a list of its keys.
  for (const key of isAnError ? new Set(['cause', 'errors', ...keys]) : keys) {
    if (Object.hasOwn(source, key) && !(isAnError && ERROR_KEYS.test(key))) {
      yield [key, readOwn(source, key)]
    }
  }
}

function firstOf(items: Iterator<unknown>): unknown[] {
  const first: unknown[] = []
  for (let item = items.next(); !item.done && first.length <= MOST_ENTRIES; item = items.next()) {
    first.push(item.value)
  }
  return first
}

/** An own property without calling its getter. */
function readOwn(source: object, key: string): unknown {
  const found = Object.getOwnPropertyDescriptor(source, key)
  return found?.get ? '[getter]' : found?.value
}

function className(value: object): string {
  return readText(readProperty(value, 'constructor'), 'name')
}
