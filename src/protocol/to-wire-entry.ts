import type { CaptureEvent, Json, Level, NetworkEvent, RecordedEvent } from './events.ts'
import type { WireEntry } from './wire-entry.ts'

type Fields = { [key: string]: Json | undefined }

type Kind = Pick<WireEntry, 'type' | 'level'> & {
  /** Where the kind's own fields go. What reads well in other tools is in the payload. */
  payload: Fields
  metadata?: Fields
  eventType?: WireEntry['eventType']
}

/**
 * Puts an event into the three types the wire knows. `fromWireEntry` takes it out again: what
 * the wire has no field for travels in `eventMetadata`, with our own kind and the sequence.
 */
export function toWireEntry(event: RecordedEvent): WireEntry {
  const { time, seq, tabId, ...rest } = event
  const { type, level, eventType = 'log', payload, metadata = {} } = describe(rest)

  return {
    type,
    level,
    eventType,
    payload: defined(payload),
    timestamp: toTimestamp(time),
    eventMetadata: { ...defined(metadata), kind: event.type, seq, tabId },
  }
}

/** A time outside of what a date can hold comes only from a hook's mistake; it must not throw. */
function toTimestamp(time: number): string {
  const date = new Date(time)
  return (Number.isNaN(date.getTime()) ? new Date(0) : date).toISOString()
}

type Untimed<Event> = Event extends CaptureEvent ? Omit<Event, 'time'> : never

function describe({ type, ...event }: Untimed<CaptureEvent>): Kind {
  // The rest of a union is no union any more; the type decides which of them it is.
  const fields = event as unknown as Fields
  const named = `${fields.role ?? fields.tag}${fields.text && ` "${fields.text}"`}`
  const said = (message: string, level: Level = 'info'): Kind => ({
    type: 'console',
    level,
    payload: { message },
    metadata: fields,
  })

  switch (type) {
    case 'console': {
      const { level, ...payload } = fields
      return { type, level: level as Level, payload }
    }
    case 'error':
      return {
        type: 'console',
        level: fields.source === 'report' ? 'warn' : 'error',
        payload: fields,
      }
    case 'network': {
      const { duration, ...payload } = fields
      const level = networkLevel(fields.outcome as NetworkEvent['outcome'], Number(fields.status))
      return { type, level, payload: { ...payload, durationMs: duration } }
    }
    case 'socket': {
      const { duration, ...payload } = fields
      const level = fields.phase === 'failed' ? 'error' : 'info'
      return { type: 'network', level, payload: { ...payload, durationMs: duration } }
    }
    case 'storage': {
      const { operation, ...payload } = fields
      return { type, level: 'info', payload: { ...payload, op: operation } }
    }
    case 'click':
      return { ...said(`Clicked ${named}`), eventType: 'click' }
    case 'frustration': {
      const { kind, ...metadata } = fields
      const message = `${FRUSTRATIONS[kind as keyof typeof FRUSTRATIONS]} ${named}`
      return { ...said(message, 'warn'), metadata: { ...metadata, frustration: kind } }
    }
    case 'input': {
      const { kind, ...metadata } = fields
      const message = `${INPUTS[kind as keyof typeof INPUTS]} ${named}`
      return { ...said(message), metadata: { ...metadata, input: kind } }
    }
    case 'navigation': {
      const { kind, ...metadata } = fields
      return {
        ...said(`Navigated to ${fields.to}`),
        eventType: 'navigation',
        metadata: { ...metadata, navigation: kind },
      }
    }
    case 'page':
      return said(`Page is ${fields.state}`)
    case 'vital':
      return said(`${fields.name} ${fields.value} (${fields.rating})`, vitalLevel(fields.rating))
    case 'long-task': {
      const { duration, ...metadata } = fields
      return {
        ...said(`Page was busy for ${duration} ms`),
        metadata: { ...metadata, durationMs: duration },
      }
    }
    case 'environment':
      return said('Environment')
    case 'loss': {
      const noun = fields.count === 1 ? 'entry' : 'entries'
      const message = `${fields.count} ${noun} missing (${fields.reason})`
      return { type: 'console', level: 'warn', payload: { ...fields, message } }
    }
  }
}

const FRUSTRATIONS = {
  rage: 'Clicked again and again on',
  dead: 'Nothing happened after a click on',
  error: 'An error followed a click on',
}

const INPUTS = { change: 'Changed', submit: 'Submitted', invalid: 'Refused' }

/** A request that was aborted on purpose is no failure of the page. */
function networkLevel(outcome: NetworkEvent['outcome'], status: number): Level {
  return outcome === 'failed' || outcome === 'timeout' || status >= 400 ? 'error' : 'info'
}

function vitalLevel(rating: Json | undefined): Level {
  return rating === 'poor' ? 'warn' : 'info'
}

function defined(fields: Fields): { [key: string]: Json } {
  return Object.fromEntries(
    Object.entries(fields).filter((field): field is [string, Json] => field[1] !== undefined),
  )
}
