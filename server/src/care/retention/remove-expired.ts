import type { Stores } from '../../storage/data-folder.ts'
import type { SessionPlace } from '../../storage/meta/retention-store.ts'

type ExpiryStores = Pick<Stores, 'blobs' | 'events' | 'meta'>

/** Rows of one round, so that no transaction holds up what comes in. */
const PAGE = 200
/** A run may have many spans, each of which is taken out of the figures. */
const RUNS_A_ROUND = 20

/** Recordings from before a moment, but those of sessions with an issue. */
export async function removeExpiredReplay(
  { blobs, meta }: ExpiryStores,
  before: number,
): Promise<{ chunks: number; bytes: number }> {
  const removed = { chunks: 0, bytes: 0 }
  for (;;) {
    const page = await meta.expiredReplay({ before, limit: PAGE })
    if (page.length === 0) return removed
    // First the rows: a file that nothing names is cleaned up later, a row without one is a fault.
    await meta.removeReplay(page.map(({ chunkId }) => chunkId))
    for (const { chunkId, bytes } of page) {
      await blobs.remove(chunkId)
      removed.chunks += 1
      removed.bytes += bytes
    }
  }
}

export async function removeExpiredIssues(
  { blobs, meta }: ExpiryStores,
  before: number,
): Promise<number> {
  let removed = 0
  for (;;) {
    const page = await meta.expiredIssues({ before, limit: PAGE })
    if (page.length === 0) return removed
    for (const issueId of page) {
      const evidence = await meta.evidence(issueId)
      await meta.removeIssue(issueId)
      if (evidence) await blobs.remove(evidence.blob)
      removed += 1
    }
  }
}

/** Runs of agents of which nothing has come since a moment, with everything in them. */
export async function removeRuns(
  { traces }: Pick<Stores, 'traces'>,
  before: number,
): Promise<number> {
  let removed = 0
  for (;;) {
    const count = await traces.dropRunsBefore(before, RUNS_A_ROUND)
    if (count === 0) return removed
    removed += count
  }
}

/** Sessions of which nothing is left, neither entries nor recording nor issue. */
export async function removeEmptySessions(
  { events, meta }: ExpiryStores,
  before: number,
): Promise<number> {
  let removed = 0
  let after: SessionPlace | undefined
  for (;;) {
    const page = await meta.sessionsToEmpty({ before, after, limit: PAGE })
    after = page.at(-1)
    if (!after) return removed
    const counts = await events.counts(
      page.map(({ sessionId, createdAt }) => ({ sessionId, sessionCreatedAt: createdAt })),
    )
    const empty = page.filter((_, index) => counts[index]?.total === 0)
    removed += await meta.removeSessions(empty.map(({ sessionId }) => sessionId))
  }
}
