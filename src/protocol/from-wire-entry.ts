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
  const { seq, tabId } = entry.eventMetadata

  return {
    ...readEvent(entry),
    seq: number(seq),
    tabId: text(tabId),
  }
}

function readEvent(entry: WireEntry): CaptureEvent {
  const time = Date.parse(entry.timestamp)
  const payload: Fields = entry.payload
  const metadata: Fields = entry.eventMetadata

  switch (kindOf(entry)) {
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
        method: text(payload.method) || 'GET',
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
        level: entry.level,
        method: text(payload.method) || (entry.level === 'info' ? 'log' : entry.level),
        message: text(payload.message) || JSON.stringify(payload),
        args: Array.isArray(payload.args) ? payload.args : [],
        ...optional({ stack: maybeText(payload.stack) }),
      }
  }
}

function kindOf(entry: WireEntry): CaptureEvent['type'] {
  const foreign = entry.eventType === 'log' ? entry.type : entry.eventType
  const kinds = ['console', 'error', 'network', 'storage', 'click', 'navigation', 'loss'] as const
  return kinds.find((kind) => kind === entry.eventMetadata.kind) ?? foreign
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
  return typeof value === 'string' ? value : JSON.stringify(value)
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
