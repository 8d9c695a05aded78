import { toWireEntry, type WireEntry } from '../protocol/index.ts'
import { resizedKey, sizeOf } from './batch-key.ts'
import { chooseDropped, LAST_MINUTE, ON_ITS_WAY, type Piece } from './choose-dropped.ts'
import { isLoss, type Lost, toLossSegments } from './losses.ts'
import { asStored, type Batch, puts, type Segment, type Stored } from './records.ts'
import { ORPHAN_AGE } from './sort-segments.ts'
import type { Change, StoredRecord } from './store.ts'
import { weighEntries } from './weigh-entries.ts'

/** What a person who reports speaks of mostly happened within this. */
const MINUTE = 60_000

export interface RoomPlanOptions {
  project: string
  tabId: string
  now: number
  newId(): string
  /** What may stay of all that waits, given how much there is. */
  keepBytes(usedBytes: number): number
  /** How many of the first batches somebody may be sending. */
  onItsWay: number
}

/** The changes that make room among segments and batches, and count what goes. */
export function planRoom(records: readonly StoredRecord[], options: RoomPlanOptions): Change[] {
  const waiting = records.map(readRecord)
  const usedBytes = sum(waiting.flatMap(({ entries }) => entries))
  const dropped = chooseDropped(
    toPieces(waiting, options),
    usedBytes - options.keepBytes(usedBytes),
  )

  const gone = new Set([...dropped].flatMap(({ entries }) => entries))
  const lost = waiting
    .flatMap(({ entries }) => entries.filter((entry) => gone.has(entry)))
    .map(({ entry, of }): Lost => {
      return { entry, sessionId: of.sessionId, held: 'held' in of && of.held, reason: 'storage' }
    })
  return [
    ...waiting.flatMap((record) => without(record, gone)),
    ...puts(toLossSegments(lost, options)),
  ]
}

interface WaitingEntry {
  entry: WireEntry
  bytes: number
  of: Batch | Segment
}

interface WaitingRecord {
  record: Stored<Batch | Segment>
  entries: WaitingEntry[]
}

function readRecord(stored: StoredRecord): WaitingRecord {
  const [record] = asStored<Batch | Segment>([stored]) as [Stored<Batch | Segment>]
  const of = record.value
  const entries = 'entries' in of ? of.entries : of.events.map(toWireEntry)
  return { record, entries: entries.map((entry) => ({ entry, bytes: sizeOf(entry), of })) }
}

interface EntriesPiece extends Piece {
  entries: readonly WaitingEntry[]
}

/** What may go. What tells of a loss stays: it is small, and what it tells must not be lost. */
function toPieces(
  waiting: readonly WaitingRecord[],
  { now, onItsWay }: RoomPlanOptions,
): EntriesPiece[] {
  const whole: EntriesPiece[] = []
  const bySession = new Map<string, WaitingEntry[]>()
  let batches = 0

  for (const { record, entries } of waiting) {
    const { value } = record
    const isBatch = 'entries' in value
    if (isBatch && (batches++ < onItsWay || value.isLast)) {
      whole.push({ entries, bytes: sum(entries), worth: ON_ITS_WAY, time: value.time })
    } else if (isBatch || Math.abs(now - value.time) > ORPHAN_AGE) {
      // A segment that is younger may be sealed or written again without being read first.
      const session = bySession.get(value.sessionId) ?? []
      session.push(...entries)
      bySession.set(value.sessionId, session)
    }
  }

  const single = [...bySession.values()].flatMap((entries) => {
    const worths = weighEntries(entries.map(({ entry }) => entry))
    return entries.flatMap((waitingEntry, index): EntriesPiece[] => {
      const { entry, bytes, of } = waitingEntry
      const isLastMinute = 'held' in of && of.held && Math.abs(now - of.time) < MINUTE
      const worth = isLastMinute ? LAST_MINUTE : worths[index]!
      const time = Date.parse(entry.timestamp)
      return isLoss(entry) ? [] : [{ entries: [waitingEntry], bytes, worth, time }]
    })
  })
  return [...whole, ...single]
}

/** The changes that take entries out of their record. */
function without(
  { record: { key, value }, entries }: WaitingRecord,
  gone: ReadonlySet<WaitingEntry>,
): Change[] {
  const isKept = entries.map((entry) => !gone.has(entry))
  if (!isKept.includes(false)) return []
  if (!isKept.includes(true)) return [{ delete: key }]

  if ('entries' in value) {
    // Nobody has sent it yet, so it keeps its id.
    const batch = { ...value, entries: value.entries.filter((_, index) => isKept[index]) }
    return [{ delete: key }, { put: resizedKey(key, batch), value: batch }]
  }
  const events = value.events.filter((_, index) => isKept[index])
  const bytes = sum(entries.filter((entry) => !gone.has(entry)))
  return [{ put: key, value: { ...value, events, bytes } }]
}

function sum(entries: readonly { bytes: number }[]): number {
  return entries.reduce((total, { bytes }) => total + bytes, 0)
}
