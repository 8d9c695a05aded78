import type { CaptureEvent, Json, Level, RecordedEvent } from './events.ts'
import type { WireEntry } from './wire-entry.ts'

type Kind = Pick<WireEntry, 'type' | 'level' | 'payload'> &
  Partial<Pick<WireEntry, 'eventType' | 'eventMetadata'>>

/**
 * Puts an event into the three types the wire knows. `fromWireEntry` takes it out again: what
 * the wire has no field for travels in `eventMetadata`, with our own kind and the sequence.
 */
export function toWireEntry(event: RecordedEvent): WireEntry {
  const { eventMetadata, ...entry } = describe(event)

  return {
    eventType: 'log',
    ...entry,
    timestamp: toTimestamp(event.time),
    eventMetadata: {
      ...eventMetadata,
      kind: event.type,
      seq: event.seq,
      tabId: event.tabId,
    },
  }
}

/** A time outside of what a date can hold comes only from a hook's mistake; it must not throw. */
function toTimestamp(time: number): string {
  const date = new Date(time)
  return (Number.isNaN(date.getTime()) ? new Date(0) : date).toISOString()
}

function describe(event: CaptureEvent): Kind {
  switch (event.type) {
    case 'console': {
      const { level, method, message, args, stack } = event
      return { type: 'console', level, payload: defined({ method, message, args, stack }) }
    }
    case 'error': {
      const { source, name, message, stack, url, line, column } = event
      return {
        type: 'console',
        level: 'error',
        payload: defined({ source, name, message, stack, url, line, column }),
      }
    }
    case 'network': {
      const { api, method, url, outcome, status, duration, error, requestBytes, responseBytes } =
        event
      return {
        type: 'network',
        level: networkLevel(event.outcome, status),
        payload: defined({
          api,
          method,
          url,
          outcome,
          status,
          durationMs: duration,
          error,
          requestBytes,
          responseBytes,
        }),
      }
    }
    case 'storage': {
      const { area, operation, key, valueBytes } = event
      return {
        type: 'storage',
        level: 'info',
        payload: defined({ area, op: operation, key, valueBytes }),
      }
    }
    case 'click': {
      const { selector, tag, role, text } = event
      return {
        type: 'console',
        level: 'info',
        eventType: 'click',
        payload: { message: `Clicked ${role ?? tag}${text && ` "${text}"`}` },
        eventMetadata: defined({ selector, tag, role, text }),
      }
    }
    case 'navigation': {
      const { kind, from, to, title } = event
      return {
        type: 'console',
        level: 'info',
        eventType: 'navigation',
        payload: { message: `Navigated to ${to}` },
        eventMetadata: defined({ navigation: kind, from, to, title }),
      }
    }
    case 'loss': {
      const { reason, count } = event
      return {
        type: 'console',
        level: 'warn',
        payload: {
          message: `${count} ${count === 1 ? 'entry' : 'entries'} missing (${reason})`,
          reason,
          count,
        },
      }
    }
  }
}

/** A request that was aborted on purpose is no failure of the page. */
function networkLevel(
  outcome: 'completed' | 'failed' | 'aborted' | 'timeout',
  status: number,
): Level {
  if (outcome === 'aborted') return 'info'
  return outcome !== 'completed' || status >= 400 ? 'error' : 'info'
}

function defined(fields: { [key: string]: Json | undefined }): { [key: string]: Json } {
  return Object.fromEntries(
    Object.entries(fields).filter((field): field is [string, Json] => field[1] !== undefined),
  )
}
