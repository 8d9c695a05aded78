import type { Json, Level, WireEntry } from 'casefile/protocol'

import type { OutcomeCounter } from './outcome-counter.ts'
import type { Outcome, Reason } from './outcome.ts'

interface Batch {
  projectId: string
  idempotencyKey?: string | undefined
}

type Leveled = { level: Level }

export interface EntryOutcomes {
  /**
   * Stored for the first time. Attempts that were counted as limited before are taken back, and
   * what the device reports as lost is counted.
   */
  accepted(batch: Batch, entries: readonly WireEntry[]): void
  /** Refused for now; another attempt with the same key is not counted again. */
  limited(batch: Batch, counted: { entries: readonly Leveled[]; reason: Reason }): void
}

/** Batches that may still come again; a client that retries does so within minutes. */
const REMEMBERED_BATCHES = 10_000

/** Keeps the sums of entries true: each entry is counted once, however often it is sent. */
export function createEntryOutcomes(outcomes: OutcomeCounter, now: () => number): EntryOutcomes {
  const limitedBatches = new Map<string, { at: number; reason: Reason; levels: Levels }>()

  const add = (
    projectId: string,
    levels: Levels,
    { outcome, reason, at, sign = 1 }: AddOptions,
  ) => {
    for (const [level, count] of levels) {
      outcomes.add({ projectId, item: 'entries', level, outcome, reason, count: sign * count }, at)
    }
  }

  return {
    accepted(batch, entries) {
      const { projectId } = batch
      const before = limitedBatches.get(idOf(batch))
      if (before) {
        limitedBatches.delete(idOf(batch))
        const { at, reason, levels } = before
        add(projectId, levels, { outcome: 'limited', reason, at, sign: -1 })
      }

      add(projectId, countLevels(entries), { outcome: 'accepted', reason: null })
      for (const { reason, outcome, count } of reportedLosses(entries)) {
        outcomes.add({ projectId, item: 'entries', level: null, outcome, reason, count })
      }
    },
    limited(batch, { entries, reason }) {
      const id = idOf(batch)
      if (batch.idempotencyKey !== undefined) {
        if (limitedBatches.has(id)) return
        const [oldest] = limitedBatches.keys()
        if (limitedBatches.size >= REMEMBERED_BATCHES && oldest !== undefined) {
          limitedBatches.delete(oldest)
        }
      }
      const levels = countLevels(entries)
      const at = now()
      if (batch.idempotencyKey !== undefined) limitedBatches.set(id, { at, reason, levels })
      add(batch.projectId, levels, { outcome: 'limited', reason, at })
    },
  }
}

interface AddOptions {
  outcome: Outcome
  reason: Reason | null
  at?: number
  sign?: 1 | -1
}

type Levels = Map<Level, number>

function idOf({ projectId, idempotencyKey }: Batch): string {
  return `${projectId} ${idempotencyKey}`
}

function countLevels(entries: readonly Leveled[]): Levels {
  const levels: Levels = new Map()
  for (const { level } of entries) levels.set(level, (levels.get(level) ?? 0) + 1)
  return levels
}

const DEVICE_REASONS = new Map<Json | undefined, { outcome: Outcome; reason: Reason }>([
  ['rate', { outcome: 'dropped', reason: 'device-rate' }],
  ['size', { outcome: 'dropped', reason: 'device-size' }],
  ['storage', { outcome: 'dropped', reason: 'device-storage' }],
  ['age', { outcome: 'dropped', reason: 'device-age' }],
  // The device drops what the collector refused for good, and then says so.
  ['rejected', { outcome: 'rejected', reason: 'device-rejected' }],
])

/** One page cannot have lost more than this; a larger number is made up. */
const MOST_LOST = 1_000_000

function reportedLosses(entries: readonly WireEntry[]) {
  return entries.flatMap(({ eventMetadata, payload }) => {
    if (eventMetadata.kind !== 'loss') return []
    const known = DEVICE_REASONS.get(payload.reason)
    const { count } = payload
    if (!known || typeof count !== 'number' || !Number.isInteger(count) || count < 1) return []
    return [{ ...known, count: Math.min(count, MOST_LOST) }]
  })
}
