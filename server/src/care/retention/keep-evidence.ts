import { writeEvidence } from '../../analysis/evidence.ts'
import { issueEntries, issueRange } from '../../analysis/issue-entries.ts'
import type { Stores } from '../../storage/data-folder.ts'
import type { Issue } from '../../storage/meta/issue-store.ts'
import { endOfDay, startOfDay } from './plan-days.ts'

const DAY = 24 * 60 * 60_000
/** Entries of an issue may be received this long after its moment; see `read-batches.ts`. */
const LATEST_ARRIVAL = 8 * DAY
/** Issues looked at in one query. */
const PAGE = 200

type EvidenceStores = Pick<Stores, 'blobs' | 'events' | 'meta'>

/** Saves the entries of every issue that would lose some with this day; how many issues. */
export async function keepEvidence(
  stores: EvidenceStores,
  day: string,
  now: number,
): Promise<number> {
  const { meta } = stores
  const query = {
    since: startOfDay(day) - LATEST_ARRIVAL,
    sessionsBefore: endOfDay(day),
    limit: PAGE,
  }
  let kept = 0
  let after = 0
  for (;;) {
    const page = await meta.issuesWithoutEvidence({ ...query, after })
    for (const { issueId } of page) {
      const issue = await meta.issue(issueId)
      if (issue && (await keepFor(stores, issue, { day, now }))) kept += 1
    }
    const last = page.at(-1)
    if (!last) return kept
    after = last.sequence
  }
}

async function keepFor(
  stores: EvidenceStores,
  issue: Issue,
  { day, now }: { day: string; now: number },
): Promise<boolean> {
  const { blobs, events, meta } = stores
  const entries = await issueEntries(stores, issue)
  const [counts] = await events.counts([await issueRange(meta, issue)])
  if (!counts) return false
  // The counts tell of entries beyond those that an issue carries.
  const loses = entries.some(({ entryId }) => entryId.startsWith(`${day}-`))
  if (!loses && counts.total === entries.length) return false

  const blob = await writeEvidence(blobs, entries)
  const { issueId } = issue
  const isSaved = await meta.saveEvidence({ issueId, blob, counts, savedAt: now })
  if (!isSaved) await blobs.remove(blob)
  return isSaved
}
