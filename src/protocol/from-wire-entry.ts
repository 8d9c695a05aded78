import { EVENT_READERS } from './event-readers.ts'
import type { CaptureEvent, Json, RecordedEvent } from './events.ts'
import { type Fields, fields, number, oneOf, shape, text } from './read-fields.ts'
import type { WireEntry } from './wire-entry.ts'

/**
 * The event behind a wire entry; the inverse of `toWireEntry`.
 *
 * Entries that another client wrote carry no kind of ours: they are read as the nearest kind,
 * with what is missing left empty. Never throws, whatever the entry holds.
 */
export function fromWireEntry(entry: WireEntry): RecordedEvent {
  const metadata = fields(entry.eventMetadata)
  const type = kindOf(entry, metadata)
  const read = shape(EVENT_READERS[type] as never)

  return {
    type,
    time: readTime(entry.timestamp),
    ...(read(fieldsOf(type, entry, metadata) as Json) as object),
    seq: number(metadata.seq),
    tabId: text(metadata.tabId),
    // The readers under a type are those of its event.
  } as RecordedEvent
}

/** The fields of the event under the names it has for them, wherever they travelled. */
function fieldsOf(type: CaptureEvent['type'], entry: WireEntry, metadata: Fields): Fields {
  const payload = fields(entry.payload)
  switch (type) {
    case 'console':
      return {
        ...payload,
        level: entry.level,
        method: payload.method ?? consoleMethod(entry.level),
        message: payload.message ?? text(entry.payload),
      }
    case 'network':
      return {
        ...payload,
        outcome: payload.outcome ?? (number(payload.status) === 0 ? 'failed' : 'completed'),
        method: payload.method ?? 'GET',
        duration: payload.durationMs ?? payload.duration,
      }
    case 'socket':
      return { ...payload, duration: payload.durationMs }
    case 'storage':
      return { ...payload, operation: payload.op }
    case 'error':
    case 'loss':
      return payload
    // `kind` itself is the type of event there.
    case 'frustration':
    case 'input':
    case 'navigation':
      return { ...metadata, kind: metadata[type] }
    case 'long-task':
      return { ...metadata, duration: metadata.durationMs }
    default:
      return metadata
  }
}

function consoleMethod(level: unknown): string {
  return level === 'error' || level === 'warn' || level === 'debug' ? level : 'log'
}

// Object.keys does not know that there are no other keys.
const KINDS = Object.keys(EVENT_READERS) as [CaptureEvent['type'], ...CaptureEvent['type'][]]

const foreignKind = oneOf('console', ...KINDS)

function kindOf(entry: WireEntry, metadata: Fields): CaptureEvent['type'] {
  const foreign = entry.eventType === 'log' ? entry.type : entry.eventType
  return KINDS.find((kind) => kind === metadata.kind) ?? foreignKind(foreign)
}

/** A time that cannot be read becomes the earliest one, so that sorting by time still works. */
function readTime(timestamp: unknown): number {
  return (typeof timestamp === 'string' && Date.parse(timestamp)) || 0
}
