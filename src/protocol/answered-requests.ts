import type { NetworkEvent, RecordedEvent } from './events.ts'

/**
 * The requests that were recorded as pending, when the page was left or a report was sent, and
 * whose end is among the events as well: they are the same request, so a reader leaves them out.
 */
export function answeredRequests(events: readonly RecordedEvent[]): Set<RecordedEvent> {
  const ends = new Map<string, number>()
  const requests = events.filter((event) => event.type === 'network')
  for (const request of requests) {
    if (request.outcome === 'pending') continue
    ends.set(keyOf(request), (ends.get(keyOf(request)) ?? 0) + 1)
  }

  const answered = requests.filter((request) => {
    const left = request.outcome === 'pending' && ends.get(keyOf(request))
    // The same request twice in one millisecond: each end is one's.
    if (left) ends.set(keyOf(request), left - 1)
    return left
  })
  return new Set(answered)
}

function keyOf({ tabId, time, api, method, url }: NetworkEvent & { tabId: string }): string {
  return [tabId, time, api, method, url].join(' ')
}
