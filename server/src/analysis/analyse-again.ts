import type { WireEntry } from 'casefile/protocol'

import type { Context } from '../context.ts'
import type { Session } from '../storage/meta/session-store.ts'
import { MOST_LEAD } from '../storage/moment.ts'

/** Late batches come in a row; one analysis after them is enough. */
const DEBOUNCE = 2000

/**
 * Has the issues analysed again that were created before these entries arrived but after they
 * happened: the page was offline, or its tab crashed and a later one delivered.
 */
export async function analyseAgain(
  { events, meta, jobs, wakeWorker }: Pick<Context, 'events' | 'meta' | 'jobs' | 'wakeWorker'>,
  late: { session: Session; entries: readonly WireEntry[]; receivedAt: number },
): Promise<void> {
  const { sessionId, createdAt: sessionCreatedAt } = late.session
  const earliest = Math.min(...late.entries.map(({ timestamp }) => Date.parse(timestamp)))

  for (const issue of await meta.issuesSince(sessionId, earliest - MOST_LEAD)) {
    const range = { sessionId, sessionCreatedAt, until: issue.createdAt }
    // Mostly the session just goes on after its issue; only an entry before it is news.
    const isNews =
      earliest <= issue.createdAt || earliest <= issue.createdAt + (await events.clockLead(range))
    if (!isNews) continue

    const runAt = late.receivedAt + DEBOUNCE
    await jobs.enqueue({ kind: 'analyse-issue', subject: issue.issueId, runAt })
    wakeWorker()
  }
}
