import { normaliseMessage } from '../../storage/traces/failure-group.ts'
import type { TraceEvent } from '../../storage/traces/trace-event-reader.ts'

const MOST_LISTED = 50
const MOST_CITED = 100

/** Failures that look alike, as the store groups them for a project. */
export function findErrorPatterns(events: readonly TraceEvent[]) {
  const called = new Set(
    events
      .filter(({ type }) => type === 'tool_call')
      .map(({ runId, spanId }) => `${runId} ${spanId}`),
  )
  // The failure of a call is said of its result as well.
  const failed = events.filter(
    (event) =>
      (event.statusCode === 2 || event.type === 'error') &&
      !(event.type === 'tool_result' && called.has(`${event.runId} ${event.spanId}`)),
  )
  const groups = Map.groupBy(failed, (event) =>
    JSON.stringify([event.type, event.toolName, normaliseMessage(messageOf(event))]),
  )

  return [...groups.values()]
    .flatMap((alike) => {
      const [first] = alike
      if (!first) return []
      return {
        pattern: normaliseMessage(messageOf(first)) || 'no message',
        type: first.type,
        toolName: first.toolName,
        count: alike.length,
        eventIds: alike.slice(0, MOST_CITED).map(({ eventId }) => eventId),
      }
    })
    .sort((a, b) => b.count - a.count)
    .slice(0, MOST_LISTED)
}

function messageOf({ statusMessage, data }: TraceEvent): string {
  if (statusMessage !== null && statusMessage !== '') return statusMessage
  const said = [data.message, data.error, data.errorMessage].find(
    (each) => typeof each === 'string' && each !== '',
  )
  return typeof said === 'string' ? said : ''
}
