import { normaliseMessage } from '../failure-group.ts'
import type { TraceEvent } from '../trace-event-reader.ts'
import type { FindingEvent, ReadEvent } from './finding-event.ts'

export interface ErrorPattern {
  pattern: string
  type: string
  toolName: string | null
  count: number
  eventIds: string[]
}

const MOST_LISTED = 50
const MOST_CITED = 100

/** Failures that look alike, as the store groups them for a project. */
export function findErrorPatterns<Event extends FindingEvent>(
  events: readonly Event[],
  read: ReadEvent<Event>,
): ErrorPattern[] {
  const failures = failedOf(events).map((event) => {
    const said = read(event)
    const { type, toolName } = event
    return { type, toolName, eventId: said.eventId, pattern: normaliseMessage(messageOf(said)) }
  })
  const groups = Map.groupBy(failures, ({ type, toolName, pattern }) =>
    JSON.stringify([type, toolName, pattern]),
  )

  return [...groups.values()]
    .sort((a, b) => b.length - a.length)
    .slice(0, MOST_LISTED)
    .flatMap((alike) => {
      const [first] = alike
      if (!first) return []
      return {
        pattern: first.pattern || 'no message',
        type: first.type,
        toolName: first.toolName,
        count: alike.length,
        eventIds: alike.slice(0, MOST_CITED).map(({ eventId }) => eventId),
      }
    })
}

/** The failure of a call is said of its result as well. */
function failedOf<Event extends FindingEvent>(events: readonly Event[]): Event[] {
  const failed = events.filter(({ type, statusCode }) => statusCode === 2 || type === 'error')
  const results = failed.filter(({ type }) => type === 'tool_result')
  const wanted = new Set(results.map(({ spanId }) => spanId))
  const called = new Set(
    events.filter(({ type, spanId }) => type === 'tool_call' && wanted.has(spanId)).map(placeOf),
  )
  return failed.filter((event) => event.type !== 'tool_result' || !called.has(placeOf(event)))
}

function placeOf({ runId, spanId }: FindingEvent): string {
  return `${runId} ${spanId}`
}

function messageOf(failure: Pick<TraceEvent, 'statusMessage' | 'data'>): string {
  const { statusMessage } = failure
  if (statusMessage !== null && statusMessage !== '') return statusMessage
  const { data } = failure
  const said = [data.message, data.error, data.errorMessage].find(
    (each) => typeof each === 'string' && each !== '',
  )
  return typeof said === 'string' ? said : ''
}
