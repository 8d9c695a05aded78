import type { TraceEventFilter } from '../../traces/trace-event-reader.ts'
import type { Database } from '../database.ts'
import { eventsOfGroup, type EventGroup, type NumberedEvent } from './event-group.ts'

type Filter = Omit<TraceEventFilter, 'projectId' | 'sources' | 'sessionId'>

/** Some 10 MB: to know one event's place, all of its session must be put in order. */
const MOST_AHEAD = 50_000

interface Kept {
  /** What was asked, and up to where it has been given. */
  id: string
  events: readonly NumberedEvent[]
  /** What has not been given begins here. */
  from: number
  /** Nothing comes behind them. */
  isAll: boolean
}

/**
 * Reads a group piece by piece and keeps the order of what follows for whoever goes on, so that a
 * long session is put in order once and not once a piece. Who comes with another place, or to
 * another process, has it put in order again.
 */
export function createReadAhead(
  db: Database,
): (
  group: EventGroup,
  filter: Filter,
  page: { after: number; limit: number },
) => readonly NumberedEvent[] {
  let kept: Kept | undefined

  return (group, filter, { after, limit }) => {
    const of = JSON.stringify([group.scope.ids, group.of, filter])
    const isKept =
      kept?.id === `${after} ${of}` && (kept.isAll || kept.events.length - kept.from >= limit)
    const { events, from, isAll } = isKept && kept ? kept : read({ after, limit })
    const end = from + limit
    const found = events.slice(from, end)
    const last = found.at(-1)
    kept = undefined
    if (last && events.length > end)
      kept = { id: `${last.sequence} ${of}`, events, from: end, isAll }
    return found

    function read(page: { after: number; limit: number }): Omit<Kept, 'id'> {
      const most = page.limit + MOST_AHEAD
      const all = eventsOfGroup(db, group, filter, { ...page, limit: most, offset: 0 })
      return { events: all, from: 0, isAll: all.length < most }
    }
  }
}
