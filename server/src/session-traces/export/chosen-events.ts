import type { TraceStore } from '../../storage/trace-store.ts'
import type { AgentSessionQuery } from '../../storage/traces/agent-session-reader.ts'
import type { TimeRange, TraceScope } from '../../storage/traces/source.ts'
import type { TraceEvent } from '../../storage/traces/trace-event-reader.ts'
import { allEvents } from '../all-events.ts'

const SESSIONS_AT_ONCE = 200

export interface Choice {
  scope: TraceScope
  /** `undefined` when there can be none. */
  sessions: 'all' | Omit<AgentSessionQuery, 'page'> | undefined
  /** By the events' own time. */
  range: TimeRange | undefined
}

/** The events of the chosen sessions, a piece at a time, however many there are. */
export async function* chosenEvents(
  traces: Pick<TraceStore, 'agentSessions' | 'exportEvents'>,
  { scope, sessions: chosen, range }: Choice,
): AsyncGenerator<TraceEvent[]> {
  if (chosen === undefined) return
  if (chosen === 'all') {
    yield* allEvents(traces, { ...scope, range })
    return
  }

  for (let offset = 0; ; offset += SESSIONS_AT_ONCE) {
    // By their ids: the latest activity of a session may change while the file is written.
    const { sessions } = await traces.agentSessions({
      ...chosen,
      order: 'sessionId',
      direction: 'asc',
      page: { limit: SESSIONS_AT_ONCE, offset },
    })
    const sessionIds = sessions.map(({ sessionId }) => sessionId)
    const { projectId, sources } = chosen
    if (sessionIds.length > 0) yield* allEvents(traces, { projectId, sources, sessionIds, range })
    if (sessions.length < SESSIONS_AT_ONCE) return
  }
}
