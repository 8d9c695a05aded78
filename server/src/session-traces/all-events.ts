import type { TraceStore } from '../storage/trace-store.ts'
import type { TraceEvent, TraceEventFilter } from '../storage/traces/trace-event-reader.ts'

const AT_ONCE = 500

/** Every event that a filter lets through, a piece at a time. */
export async function* allEvents(
  traces: Pick<TraceStore, 'exportEvents'>,
  filter: TraceEventFilter & { sessionIds?: readonly string[] },
): AsyncGenerator<TraceEvent[]> {
  let cursor: string | undefined
  do {
    const { events, nextCursor } = await traces.exportEvents({ ...filter, limit: AT_ONCE, cursor })
    yield events
    cursor = nextCursor ?? undefined
  } while (cursor !== undefined)
}
