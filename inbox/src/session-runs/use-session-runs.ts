import { useMemo } from 'preact/hooks'

import { getSession } from '../api.ts'
import { type Live, useLive } from '../live.ts'
import { type AgentRow, toAgentRows } from './agent-rows.ts'
import { getSessionEvents, type SessionEvents } from './session-events.ts'

export interface SessionRuns {
  /** The client's own id, by which runs know the session. */
  externalSessionId: string
  runCount: number
  rows: AgentRow[]
  leftOut: number
}

type Found = { externalSessionId: string; runCount: number; session: SessionEvents | undefined }

interface Options {
  sessionId: string
  /** Nothing later is shown; epoch milliseconds. */
  until?: number
  /** Milliseconds until the next look; undefined to stop looking. */
  nextAfter: () => number | undefined
}

/** What agents did in a session. A session without runs costs one request. */
export function useSessionRuns({ sessionId, until = Infinity, nextAfter }: Options): {
  live: Live<unknown>
  runs: SessionRuns | undefined
} {
  const [live] = useLive({ key: sessionId, load: (signal) => load(sessionId, signal), nextAfter })
  const found = live.status === 'ready' ? live.data : undefined
  const runs = useMemo(() => {
    if (!found?.session) return undefined
    const { externalSessionId, runCount, session } = found
    const rows = toAgentRows(session).filter(({ event }) => event.time <= until)
    return { externalSessionId, runCount, rows, leftOut: session.leftOut }
  }, [found, until])
  return { live, runs }
}

async function load(sessionId: string, signal: AbortSignal): Promise<Found> {
  const { projectId, externalSessionId, runCount } = await getSession(sessionId, signal)
  const session =
    runCount > 0 ? await getSessionEvents({ projectId, sessionId }, signal) : undefined
  return { externalSessionId, runCount, session }
}
