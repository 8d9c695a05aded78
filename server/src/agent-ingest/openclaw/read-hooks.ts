import { invalid } from '../invalid.ts'
import { objectOf, textOf, type Fields } from '../read-values.ts'
import { timeOf } from '../read-time.ts'

const MOST_EVENTS = 10_000

export interface Hook {
  name: string
  time: number
  event: Fields
  context: Fields
}

export function readHooks(events: unknown): Hook[] {
  if (!Array.isArray(events) || events.length < 1 || events.length > MOST_EVENTS) {
    throw invalid('events', `must be a list of 1 to ${MOST_EVENTS} events`)
  }
  return events.map((value, index) => {
    const { hook, timestamp, event, context } = objectOf(value) ?? {}
    const name = textOf(hook)?.slice(0, 255)
    const time = timeOf(timestamp)
    if (name === undefined) throw invalid(`events[${index}].hook`, 'must be a text')
    if (time === undefined) throw invalid(`events[${index}].timestamp`, 'must be an ISO 8601 time')
    return { name, time, event: objectOf(event) ?? {}, context: objectOf(context) ?? {} }
  })
}
