import { CursorError, type EntryPage, type EntryRange, type StoredEntry } from '../event-store.ts'
import { clockLead, happenedUpTo } from '../moment.ts'
import type { BatchHead, BatchReader, PlacedEntry } from './read-batches.ts'

type Place = Omit<PlacedEntry, 'entry'>
type Moment = { until: number; lead: number }

/** The last `limit` entries of the range. Decodes batches from the newest back, no more than needed. */
export function latestEntries(
  batches: BatchReader,
  range: EntryRange,
  limit: number,
): StoredEntry[] {
  const { heads, within } = readRange(batches, range)
  heads.sort((a, b) => b.maxTime - a.maxTime)

  let kept: PlacedEntry[] = []
  for (const head of heads) {
    const oldestKept = kept[kept.length - limit]
    if (oldestKept && head.maxTime < oldestKept.time) break
    kept = [...kept, ...within(head)].sort(byPlace).slice(-limit)
  }
  return kept.map(toStoredEntry)
}

/** The next `limit` entries after the cursor. Decodes batches from the oldest on. */
export function pageOfEntries(
  batches: BatchReader,
  range: EntryRange,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): EntryPage {
  const after = cursor === undefined ? undefined : readCursor(cursor)
  const { heads, within } = readRange(batches, range)
  heads.sort((a, b) => a.minTime - b.minTime)

  // One more than asked for tells whether there is a next page.
  let found: PlacedEntry[] = []
  for (const head of heads) {
    if (after && head.maxTime < after.time) continue
    const last = found[limit]
    if (last && head.minTime > last.time) break
    const next = within(head).filter((entry) => !after || byPlace(entry, after) > 0)
    found = [...found, ...next].sort(byPlace).slice(0, limit + 1)
  }

  const entries = found.slice(0, limit)
  const last = entries.at(-1)
  return {
    entries: entries.map(toStoredEntry),
    nextCursor: last && found.length > limit ? writeCursor(last) : null,
  }
}

/** Whether some entries of the batch may belong to the moment and others not. */
export function straddles(head: BatchHead, { until, lead }: Moment): boolean {
  return head.receivedAt > until && head.maxTime > until + lead
}

function readRange(batches: BatchReader, range: EntryRange) {
  const heads = batches.heads(range)
  const { until } = range
  const moment = until === undefined ? undefined : { until, lead: clockLead(heads, until) }

  return {
    heads,
    within(head: BatchHead): PlacedEntry[] {
      const entries = batches.entries(head)
      if (!moment || !straddles(head, moment)) return entries
      return entries.filter(({ time }) =>
        happenedUpTo(moment, { receivedAt: head.receivedAt, time }),
      )
    },
  }
}

function byPlace(a: Place, b: Place): number {
  return (
    a.time - b.time || Number(a.day) - Number(b.day) || a.batchId - b.batchId || a.index - b.index
  )
}

function toStoredEntry({ day, batchId, index, entry }: PlacedEntry): StoredEntry {
  return { entryId: `${day}-${batchId}-${index}`, ...entry }
}

function writeCursor({ time, day, batchId, index }: Place): string {
  return `${time}.${day}.${batchId}.${index}`
}

function readCursor(cursor: string): Place {
  const match = /^(-?\d{1,16})\.(\d{8})\.(\d{1,16})\.(\d{1,4})$/.exec(cursor)
  if (!match) throw new CursorError(`"${cursor}" is not a cursor of this collector`)
  const [, time, day = '', batchId, index] = match
  return { time: Number(time), day, batchId: Number(batchId), index: Number(index) }
}
