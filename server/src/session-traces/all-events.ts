import type { TraceStore } from '../storage/trace-store.ts'
import type { TraceEvent, TraceEventFilter } from '../storage/traces/trace-event-reader.ts'

/** How much is held at a time. */
const PIECE_BYTES = 4 * 1024 * 1024
const FIRST_PIECE = 500
const SMALLEST_PIECE = 50
const LARGEST_PIECE = 5000

/** Every event that a filter lets through, a piece at a time. */
export async function* allEvents(
  traces: Pick<TraceStore, 'exportEvents'>,
  filter: TraceEventFilter & { sessionIds?: readonly string[] },
): AsyncGenerator<TraceEvent[]> {
  let limit = FIRST_PIECE
  let cursor: string | undefined
  do {
    const { events, nextCursor } = await traces.exportEvents({ ...filter, limit, cursor })
    yield events
    limit = nextLimit(events, limit)
    cursor = nextCursor ?? undefined
  } while (cursor !== undefined)
}

/** As many as fit, if they go on being as large. */
function nextLimit(events: readonly TraceEvent[], limit: number): number {
  if (events.length === 0) return limit
  const bytes = events.reduce((sum, { data }) => sum + JSON.stringify(data).length + 500, 0)
  const fitting = Math.floor(PIECE_BYTES / (bytes / events.length))
  return Math.min(LARGEST_PIECE, Math.max(SMALLEST_PIECE, fitting))
}
