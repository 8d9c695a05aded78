import type { Context } from '../context.ts'
import { MOST_LEAD } from '../storage/moment.ts'
import type { SpanPart } from '../storage/traces/span-parts.ts'

/** Parts of a run come in a row; one analysis after them is enough. */
const DEBOUNCE = 2000

/**
 * Has the issues analysed again in whose sessions these runs were: an agent sends a run when it is
 * over, and the person may have reported before.
 */
export async function analyseForRuns(
  { meta, jobs, wakeWorker }: Pick<Context, 'meta' | 'jobs' | 'wakeWorker'>,
  late: { projectId: string; parts: readonly SpanPart[]; receivedAt: number },
): Promise<void> {
  for (const [externalId, earliest] of sessionsOf(late.parts)) {
    const session = await meta.sessionByExternalId(late.projectId, externalId)
    if (!session) continue
    for (const issue of await meta.issuesSince(session.sessionId, earliest - MOST_LEAD)) {
      const runAt = late.receivedAt + DEBOUNCE
      await jobs.enqueue({ kind: 'analyse-issue', subject: issue.issueId, runAt })
      wakeWorker()
    }
  }
}

/** The sessions of runs, each with the earliest begin. */
function sessionsOf(parts: readonly SpanPart[]): Map<string, number> {
  const sessions = new Map<string, number>()
  for (const { kind, sessionId, startTime } of parts) {
    if (kind !== 'run' || sessionId === undefined || startTime === undefined) continue
    sessions.set(sessionId, Math.min(sessions.get(sessionId) ?? Infinity, startTime))
  }
  return sessions
}
