import type { AgentSession, SessionState } from '../storage/traces/agent-session-reader.ts'
import type { SESSION_STATUSES } from './schemas/session.ts'

export type SessionStatus = (typeof SESSION_STATUSES)[number]

/** Without a sign for so long a person has gone: what analytics of visits use. */
const QUIET_AFTER = 30 * 60_000

export function statusOfSession(session: AgentSession, now: number): SessionStatus {
  const isQuiet = session.lastActivity < now - QUIET_AFTER
  if (session.openRunCount > 0) return isQuiet ? 'abandoned' : 'active'
  if (session.failedRunCount === session.runCount) return 'failed'
  return isQuiet ? 'completed' : 'idle'
}

/** The same as what the store is asked for; of some statuses there is no session. */
export function statesOf(statuses: readonly string[], now: number): SessionState[] {
  const since = now - QUIET_AFTER
  const states: { [status: string]: SessionState } = {
    active: { isOpen: true, activeSince: since },
    abandoned: { isOpen: true, quietSince: since },
    failed: { isOpen: false, allFailed: true },
    idle: { isOpen: false, allFailed: false, activeSince: since },
    completed: { isOpen: false, allFailed: false, quietSince: since },
  }
  return statuses.flatMap((status) => states[status] ?? [])
}
