import { type Level, toWireEntry, type WireEntry } from '../protocol/index.ts'
import { resizedKey, sizeOf } from './batch-key.ts'
import { chooseDropped, LAST_MINUTE, ON_ITS_WAY, type Piece } from './choose-dropped.ts'
import { nameOf } from './key-name.ts'
import { isLoss, type Lost, toLossSegments } from './losses.ts'
import { type Batch, puts, type Segment } from './records.ts'
import { ORPHAN_AGE } from './sort-segments.ts'
import type { Change, Key, StoredRecord } from './store.ts'
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

/** What goes among all that waits, found out piece by piece: reading it at once would take long. */
export interface RoomPlan {
  /** Weighs records, in the order of their keys, batches first. Returns their bytes. */
  weigh(records: readonly StoredRecord[]): number
  /** Chooses what goes, when all have been weighed. */
  choose(): void
  isTouched(key: Key): boolean
  /**
   * The changes that take out what goes, and count it. A record that has changed since it was weighed
   * stays as it is.
   */
  changes(records: readonly StoredRecord[]): Change[]
}

/** What is remembered of an entry that was weighed. */
interface Weighed {
  bytes: number
  level: Level
  timestamp: string
  isLoss: boolean
  /** Held back, and young. */
  isLastMinute: boolean
  isGone: boolean
}

interface WeighedPiece extends Piece {
  entries: readonly Weighed[]
}

export function createRoomPlan(options: RoomPlanOptions): RoomPlan {
  const { now, onItsWay } = options
  const weighed = new Map<string, Weighed[]>()
  const bySession = new Map<string, Weighed[]>()
  const pieces: WeighedPiece[] = []
  let batches = 0
  let usedBytes = 0

  const weighRecord = ({ key, value }: StoredRecord): number => {
    const of = value as Batch | Segment
    const { sessionId, time } = of
    const isBatch = 'entries' in of
    const age = Math.abs(now - time)
    const entries = entriesOf(of).map((entry): Weighed => {
      const { level, timestamp } = entry
      const isLastMinute = !isBatch && of.held && age < MINUTE
      return {
        ...{ bytes: sizeOf(entry), level, timestamp, isLoss: isLoss(entry) },
        ...{ isLastMinute, isGone: false },
      }
    })
    const bytes = entries.reduce((sum, entry) => sum + entry.bytes, 0)
    weighed.set(nameOf(key), entries)

    if (isBatch && (batches++ < onItsWay || of.isLast)) {
      pieces.push({ entries, bytes, worth: ON_ITS_WAY, time })
    } else if (isBatch || age > ORPHAN_AGE) {
      // A segment that is younger may be sealed or written again without being read first.
      const session = bySession.get(sessionId) ?? []
      session.push(...entries)
      bySession.set(sessionId, session)
    }
    return bytes
  }

  return {
    weigh(records) {
      const bytes = records.reduce((sum, record) => sum + weighRecord(record), 0)
      usedBytes += bytes
      return bytes
    },

    choose() {
      for (const entries of bySession.values()) {
        const worths = weighEntries(entries)
        for (const [index, entry] of entries.entries()) {
          const { bytes, timestamp, isLastMinute } = entry
          const worth = isLastMinute ? LAST_MINUTE : worths[index]!
          // What tells of a loss stays: it is small, and what it tells must not be lost.
          if (!entry.isLoss) {
            pieces.push({ entries: [entry], bytes, worth, time: Date.parse(timestamp) })
          }
        }
      }
      for (const { entries } of chooseDropped(pieces, usedBytes - options.keepBytes(usedBytes))) {
        for (const entry of entries) entry.isGone = true
      }
    },

    isTouched: (key) => weighed.get(nameOf(key))?.some(({ isGone }) => isGone) ?? false,

    changes(records) {
      const lost: Lost[] = []
      const changes = records.flatMap(({ key, value }): Change[] => {
        const of = value as Batch | Segment
        const entries = entriesOf(of)
        const marks = weighed.get(nameOf(key))
        if (marks?.length !== entries.length) return []

        const { sessionId } = of
        const held = 'held' in of && of.held
        for (const [index, entry] of entries.entries()) {
          if (marks[index]!.isGone) lost.push({ entry, sessionId, held, reason: 'storage' })
        }
        return without({ key, value: of }, marks)
      })
      return [...changes, ...puts(toLossSegments(lost, options))]
    },
  }
}

function entriesOf(of: Batch | Segment): WireEntry[] {
  return 'entries' in of ? of.entries : of.events.map(toWireEntry)
}

/** The changes that take out of a record the entries that are marked. */
function without(
  { key, value }: { key: Key; value: Batch | Segment },
  marks: readonly Weighed[],
): Change[] {
  const kept = marks.filter(({ isGone }) => !isGone)
  if (kept.length === marks.length) return []
  if (kept.length === 0) return [{ delete: key }]

  const isKept = (_: unknown, index: number) => !marks[index]!.isGone
  if ('entries' in value) {
    // It keeps its id. Where somebody is sending it all the same, the collector knows it by that,
    // and whoever deletes the old key deletes the new one with it.
    const batch = { ...value, entries: value.entries.filter(isKept) }
    return [{ delete: key }, { put: resizedKey(key, batch), value: batch }]
  }
  const bytes = kept.reduce((sum, entry) => sum + entry.bytes, 0)
  return [{ put: key, value: { ...value, events: value.events.filter(isKept), bytes } }]
}
