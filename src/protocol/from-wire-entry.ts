import type { CaptureEvent, Json, RecordedEvent } from './events.ts'
import type { WireEntry } from './wire-entry.ts'

type Fields = { [key: string]: Json | undefined }

/**
 * The event behind a wire entry; the inverse of `toWireEntry`.
 *
 * Entries that another client wrote carry no kind of ours: they are read as the nearest kind,
 * with what is missing left empty. Never throws, whatever the entry holds.
 */
export function fromWireEntry(entry: WireEntry): RecordedEvent {
  const metadata = fields(entry.eventMetadata)

  return {
    ...readEvent(entry, metadata),
    seq: number(metadata.seq),
    tabId: text(metadata.tabId),
  }
}

function readEvent(entry: WireEntry, metadata: Fields): CaptureEvent {
  const time = readTime(entry.timestamp)
  const payload = fields(entry.payload)
  const level = oneOf(entry.level, ['info', 'error', 'warn', 'debug'])

  switch (kindOf(entry, metadata)) {
    case 'error':
      return {
        type: 'error',
        time,
        source: oneOf(payload.source, ['uncaught', 'unhandledrejection', 'captured', 'resource']),
        name: text(payload.name),
        message: text(payload.message),
        ...optional({
          stack: maybeText(payload.stack),
          url: maybeText(payload.url),
          line: maybeNumber(payload.line),
          column: maybeNumber(payload.column),
        }),
      }
    case 'network':
      return {
        type: 'network',
        time,
        api: oneOf(payload.api, ['fetch', 'xhr']),
        method: maybeText(payload.method) ?? 'GET',
        url: text(payload.url),
        outcome: readOutcome(payload),
        status: number(payload.status),
        duration: number(payload.durationMs ?? payload.duration),
        ...optional({
          error: maybeText(payload.error),
          requestBytes: maybeNumber(payload.requestBytes),
          responseBytes: maybeNumber(payload.responseBytes),
        }),
      }
    case 'storage':
      return {
        type: 'storage',
        time,
        area: oneOf(payload.area, ['local', 'session']),
        operation: oneOf(payload.op, ['set', 'remove', 'clear']),
        ...optional({ key: maybeText(payload.key), valueBytes: maybeNumber(payload.valueBytes) }),
      }
    case 'click':
      return {
        type: 'click',
        time,
        selector: text(metadata.selector),
        tag: text(metadata.tag),
        ...optional({ role: maybeText(metadata.role) }),
        text: text(metadata.text),
      }
    case 'navigation':
      return {
        type: 'navigation',
        time,
        kind: oneOf(metadata.navigation, [
          'load',
          'reload',
          'back-forward',
          'push',
          'replace',
          'pop',
          'hash',
        ]),
        from: text(metadata.from),
        to: text(metadata.to),
        ...optional({ title: maybeText(metadata.title) }),
      }
    case 'loss':
      return {
        type: 'loss',
        time,
        reason: oneOf(payload.reason, ['rate', 'size', 'storage', 'age', 'rejected']),
        count: number(payload.count),
      }
    case 'console':
      return {
        type: 'console',
        time,
        level,
        method: maybeText(payload.method) ?? (level === 'info' ? 'log' : level),
        message: maybeText(payload.message) ?? text(entry.payload),
        args: Array.isArray(payload.args) ? payload.args : [],
        ...optional({ stack: maybeText(payload.stack) }),
      }
  }
}

const KINDS = [
  'console',
  'error',
  'network',
  'storage',
  'click',
  'navigation',
  'loss',
] as const satisfies CaptureEvent['type'][]

function kindOf(entry: WireEntry, metadata: Fields): CaptureEvent['type'] {
  const foreign = entry.eventType === 'log' ? entry.type : entry.eventType
  return KINDS.find((kind) => kind === metadata.kind) ?? oneOf(foreign, KINDS)
}

/** The types say what an entry should hold; what another client sent may hold anything. */
function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : {}
}

/** A time that cannot be read becomes the earliest one, so that sorting by time still works. */
function readTime(timestamp: unknown): number {
  return (typeof timestamp === 'string' && Date.parse(timestamp)) || 0
}

/** A client that names no outcome tells it by the status alone. */
function readOutcome(payload: Fields) {
  if (payload.outcome === undefined && number(payload.status) === 0) return 'failed'
  return oneOf(payload.outcome, ['completed', 'failed', 'aborted', 'timeout'])
}

/** The value when it is one of the choices, else the first choice. */
function oneOf<const Choice extends string>(
  value: Json | undefined,
  choices: readonly [Choice, ...Choice[]],
): Choice {
  return choices.find((choice) => choice === value) ?? choices[0]
}

function text(value: Json | undefined): string {
  if (value === undefined || value === null) return ''
  if (typeof value === 'string') return value
  try {
    return JSON.stringify(value)
  } catch {
    // Nested too deeply to be written out.
    return ''
  }
}

function maybeText(value: Json | undefined): string | undefined {
  return value === undefined ? undefined : text(value)
}

function number(value: Json | undefined): number {
  return typeof value === 'number' ? value : 0
}

function maybeNumber(value: Json | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined
}

type Present<Fields> = { [Key in keyof Fields]?: Exclude<Fields[Key], undefined> }

/** Leaves out the fields that are undefined, as `exactOptionalPropertyTypes` wants it. */
function optional<Fields extends object>(fields: Fields): Present<Fields> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Present<Fields>
}
