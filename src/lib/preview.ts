import { byteLength } from './byte-length.ts'
import { cut } from './cut.ts'
import { guard } from './guard.ts'
import { isError, readStack } from './read-error.ts'
import { readProperty, readText } from './read-property.ts'

/** What is left of a value: plain JSON. Structurally the protocol's `Json`. */
export type Preview = string | number | boolean | null | Preview[] | { [key: string]: Preview }

/** Longer lists and larger objects are of no help in a log, and one must not starve the rest. */
const MOST_ENTRIES = 100

type Copy = Preview[] | { [key: string]: Preview }

/** An object, and what becomes of it. */
interface Source {
  source: object
  copy: Copy
  isPlain: boolean
}

/** One preview on its way. No closures: it runs while the page waits, mostly once and cold. */
interface State {
  /** Bytes that may still be used. */
  left: number
  seen: Set<object>
  waiting: Source[]
  /** Nobody changes an error that was logged, and its stack takes long to read. */
  errors: Source[]
}

const SHORT = 40

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
  given: readonly unknown[],
  { now, budget }: { now: number; budget: number },
): () => Preview[] {
  const state: State = { left: budget, seen: new Set(), waiting: [], errors: [] }
  const values = given.slice(0, MOST_ENTRIES)
  // What cannot change can wait.
  const copies = values.every(isPrimitive)
    ? undefined
    : values.map((value) => tryCopy(state, value))
  while (budget - state.left < now && copyNext(state, state.waiting));

  return () => {
    const all = copies ?? values.map((value) => tryCopy(state, value))
    while (copyNext(state, state.errors) ?? copyNext(state, state.waiting));
    return all
  }
}

function isPrimitive(value: unknown): boolean {
  return (typeof value !== 'object' && typeof value !== 'function') || value === null
}

function spend(state: State, text: string): string {
  // Near enough, and counting takes longer than all else that is done with a short text.
  if (text.length < SHORT && state.left > SHORT) {
    state.left -= text.length + 3
    return text
  }
  const kept = cut(text, Math.max(state.left, 0))
  state.left -= byteLength(kept) + 3
  return kept
}

/** A revoked Proxy and a window of another origin throw at any touch. */
function tryCopy(state: State, value: unknown): Preview {
  try {
    return copyOf(state, value)
  } catch {
    return '[unreadable]'
  }
}

function copyOf(state: State, value: unknown): Preview {
  if (typeof value !== 'object' || value === null) {
    const label = describePrimitive(value)
    if (typeof label === 'string') return spend(state, label)
    state.left -= NUMBER_BYTES
    return label
  }
  if (state.seen.has(value)) return spend(state, '[seen above]')
  state.seen.add(value)

  // Most of what is logged: the quick way past everything that asks what kind of thing it is.
  const isList = Array.isArray(value)
  const isPlain = isList || Object.getPrototypeOf(value) === Object.prototype
  const label = isPlain ? undefined : describeObject(value)
  if (label !== undefined) return spend(state, label)
  const copy: Copy = isList ? [] : {}
  const queue = !isPlain && isError(value) ? state.errors : state.waiting
  queue.push({ source: value, copy, isPlain })
  return copy
}

/** Copies the entries of the first object of a queue; `undefined` when there is none. */
function copyNext(state: State, queue: Source[]): Source | undefined {
  const next = queue.shift()
  try {
    if (next) copyEntries(state, next)
  } catch {
    // Unreadable; what was copied before stays.
  }
  return next
}

function copyEntries(state: State, { source, copy, isPlain }: Source): void {
  let count = 0
  /** Says whether there is room for more. */
  const add = (key: string, value: unknown): boolean => {
    // Assigning this key would change the copy's prototype.
    if (key === '__proto__') return true
    const isFull = state.left <= 0 || count++ === MOST_ENTRIES
    if (Array.isArray(copy)) copy.push(isFull ? '…' : tryCopy(state, value))
    else if (isFull) copy['…'] = '…'
    else copy[spend(state, key)] = tryCopy(state, value)
    return !isFull
  }

  if (Array.isArray(source)) {
    for (let index = 0; index < source.length; index += 1) {
      if (!add('', readOwn(source, String(index)))) return
    }
  } else if (isPlain) {
    for (const key of Object.keys(source)) if (!add(key, readOwn(source, key))) return
  } else {
    for (const [key, value] of entriesOf(source)) if (!add(key, value)) return
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
