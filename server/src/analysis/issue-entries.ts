import { reportMoment } from 'casefile/protocol'

import type { Context } from '../context.ts'
import type { EntryRange, StoredEntry } from '../storage/event-store.ts'
import type { Issue } from '../storage/meta/issue-store.ts'
import { readEvidence } from './evidence.ts'

/** The most entries an issue carries; a session that goes on never pushes them out. */
const MOST_ENTRIES = 1000

/**
 * What led to the issue: the latest entries of its session up to its moment, oldest first. When
 * retention has removed their day, they are those that were kept for it.
 */
export async function issueEntries(
  { blobs, events, meta }: Pick<Context, 'blobs' | 'events' | 'meta'>,
  issue: Issue,
): Promise<StoredEntry[]> {
  const evidence = await meta.evidence(issue.issueId)
  const kept = evidence && (await readEvidence(blobs, evidence.blob))
  return kept ?? events.latest(await issueRange(meta, issue), MOST_ENTRIES)
}

/** The part of its session that belongs to an issue. */
export async function issueRange(meta: Context['meta'], issue: Issue): Promise<EntryRange> {
  const { sessionId, createdAt } = issue
  const session = await meta.session(sessionId)
  const sessionCreatedAt = session?.createdAt ?? createdAt
  return { sessionId, sessionCreatedAt, until: reportMoment(issue) }
}
