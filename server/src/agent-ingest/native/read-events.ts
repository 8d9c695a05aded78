import { createHash } from 'node:crypto'

import { invalid, ID_COMPLAINT } from '../invalid.ts'
import { idOf, numberOf, objectOf, parsedJson, textOf, type Fields } from '../read-values.ts'
import { timeOf } from '../read-time.ts'
import { MOST_EVENTS } from './schemas.ts'

export interface NativeEvent {
  type: string
  time: number
  /** What it came with. */
  id: string | undefined
  /** That, or what its content makes. */
  ownId: string
  traceId: string | undefined
  spanId: string | undefined
  parentSpanId: string | undefined
  agent: string | undefined
  /** Milliseconds. */
  duration: number | undefined
  data: Fields
}

/** The events of a body: `{events}`, `{traces}`, a list, or one. Throws a refusal that names the field. */
export function readEvents(body: unknown): NativeEvent[] {
  const fields = objectOf(body)
  const name = fields && 'traces' in fields && !('events' in fields) ? 'traces' : 'events'
  const list = Array.isArray(body) ? body : fields?.[name]
  if (list === undefined && fields) return [readEvent(fields, '')]
  if (!Array.isArray(list) || list.length < 1 || list.length > MOST_EVENTS) {
    throw invalid(name, `must be a list of 1 to ${MOST_EVENTS} events`)
  }
  return list.map((each, index) => readEvent(each, `${name}[${index}]`))
}

function readEvent(value: unknown, place: string): NativeEvent {
  const event = objectOf(value)
  if (!event) throw invalid(place, 'must be an object')
  const at = (field: string) => (place === '' ? field : `${place}.${field}`)
  const readId = (name: string, other: string) => {
    const given = event[name] ?? event[other]
    if (given === undefined || given === null) return undefined
    const id = idOf(given)
    if (id === undefined) throw invalid(at(name), ID_COMPLAINT)
    return id
  }

  const type = idOf(event.type ?? event.eventType ?? event.event_type)
  const time = timeOf(event.timestamp)
  const data = event.data ?? parsedJson(event.payload) ?? {}
  const duration = numberOf(event.durationMs ?? event.duration_ms)
  if (type === undefined) throw invalid(at('type'), ID_COMPLAINT)
  if (time === undefined) {
    throw invalid(at('timestamp'), 'must be an ISO 8601 time or epoch milliseconds')
  }
  const object = objectOf(data)
  if (!object) throw invalid(at('data'), 'must be an object')
  if (duration !== undefined && duration < 0) throw invalid(at('durationMs'), 'must be 0 or more')

  const id = readId('id', 'eventId') ?? readId('eventId', 'event_id')
  return {
    type,
    time,
    id,
    ownId: id ?? contentId(event),
    traceId: readId('traceId', 'trace_id'),
    spanId: readId('spanId', 'span_id'),
    parentSpanId: readId('parentSpanId', 'parent_span_id'),
    agent: textOf(event.agentName ?? event.agent_name)?.slice(0, 255),
    duration: duration ?? numberOf(object.latencyMs ?? object.durationMs ?? object.duration_ms),
    data:
      event.decisionKind === undefined ? object : { decisionKind: event.decisionKind, ...object },
  }
}

/** The same each time that the same is sent. */
function contentId(event: Fields): string {
  return createHash('sha256').update(JSON.stringify(event)).digest('hex').slice(0, 32)
}
