import type { Context } from '../context.ts'
import type { StoredEntry } from '../storage/event-store.ts'
import type { Issue } from '../storage/meta-store.ts'

/** The most entries an issue carries; a session that goes on never pushes them out. */
const MOST_ENTRIES = 1000

/** What led to the issue: the latest entries of its session up to its moment, oldest first. */
export async function issueEntries(
  { events, meta }: Pick<Context, 'events' | 'meta'>,
  issue: Issue,
): Promise<StoredEntry[]> {
  const session = await meta.session(issue.sessionId)
  return events.latest(
    {
      sessionId: issue.sessionId,
      sessionCreatedAt: session?.createdAt ?? issue.createdAt,
      until: issue.createdAt,
    },
    MOST_ENTRIES,
  )
}
