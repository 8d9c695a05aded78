import type { WireEntry } from 'casefile/protocol'

import type { Context } from '../context.ts'
import type { Session } from '../storage/meta-store.ts'

/** Late batches come in a row; one analysis after them is enough. */
const DEBOUNCE = 2000

/** The allowance of `clockLead` in `storage/moment.ts`: nothing beyond it can belong to an issue. */
const MOST_LEAD = 10 * 60_000

/**
 * Has the issues analysed again that were created before these entries arrived but after they
 * happened: the page was offline, or its tab crashed and a later one delivered.
 */
export async function analyseAgain(
  { meta, jobs, wakeWorker }: Pick<Context, 'meta' | 'jobs' | 'wakeWorker'>,
  late: { session: Session; entries: readonly WireEntry[]; receivedAt: number },
): Promise<void> {
  const earliest = Math.min(...late.entries.map(({ timestamp }) => Date.parse(timestamp)))
  const issues = await meta.issuesSince(late.session.sessionId, earliest - MOST_LEAD)

  for (const { issueId } of issues) {
    await jobs.enqueue({
      kind: 'analyse-issue',
      subject: issueId,
      runAt: late.receivedAt + DEBOUNCE,
    })
  }
  if (issues.length > 0) wakeWorker()
}
