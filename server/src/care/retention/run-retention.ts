import type { Stores } from '../../storage/data-folder.ts'
import { keepEvidence } from './keep-evidence.ts'
import { expiredDays, forgetsKeys, oldestRemovable, endOfDay } from './plan-days.ts'
import {
  removeEmptySessions,
  removeExpiredIssues,
  removeExpiredReplay,
  removeRuns,
} from './remove-expired.ts'
import type { RetentionLimits } from './retention-limits.ts'

export interface RetentionContext {
  stores: Pick<Stores, 'blobs' | 'events' | 'meta' | 'traces'>
  limits: RetentionLimits
  now: () => number
  /** All that the data takes on disk. */
  usedBytes: () => Promise<number>
  /** What the person who runs the collector should know. */
  warn: (sentence: string) => void
}

export interface RetentionResult {
  /** Days of entries that were removed. */
  days: string[]
  freedBytes: number
  /** Issues whose entries were kept for them. */
  issuesKept: number
  issues: number
  replayChunks: number
  sessions: number
  /** Runs of agents. */
  runs: number
}

const DAY = 24 * 60 * 60_000

/**
 * Removes what is too old, then the oldest until all fits. Issues keep their entries and their
 * recording: before a day goes, those of its issues are saved beside it.
 */
export async function runRetention(context: RetentionContext): Promise<RetentionResult> {
  const { stores, limits, now } = context
  const result: RetentionResult = {
    days: [],
    freedBytes: 0,
    issuesKept: 0,
    issues: 0,
    replayChunks: 0,
    sessions: 0,
    runs: 0,
  }

  if (limits.issueDays !== undefined) {
    result.issues = await removeExpiredIssues(stores, now() - limits.issueDays * DAY)
  }
  for (const { day } of expiredDays(await stores.events.days(), now(), limits.maxDays)) {
    await dropDay(context, day, result)
  }
  const cutoff = now() - limits.maxDays * DAY
  await removeReplay(context, cutoff, result)
  result.runs += await removeRuns(stores, cutoff)
  if (limits.maxBytes !== undefined) await fit(context, limits.maxBytes, result)
  result.sessions = await removeEmptySessions(stores, cutoff)
  return result
}

/** Removes the oldest, day by day, until all fits. */
async function fit(
  context: RetentionContext,
  maxBytes: number,
  result: RetentionResult,
): Promise<void> {
  const { stores, now, usedBytes, warn } = context
  while ((await usedBytes()) > maxBytes) {
    const oldest = oldestRemovable(await stores.events.days(), now())
    // One that is still listed could not be removed.
    if (!oldest || result.days.includes(oldest.day)) {
      await removeReplay(context, now() - DAY, result)
      await fitRuns(context, maxBytes, result)
      const used = await usedBytes()
      if (used > maxBytes) {
        warn(
          `the data takes ${used} bytes, more than --max-bytes ${maxBytes}: what is left is of today or belongs to issues. Raise it, or set --issue-days.`,
        )
      }
      return
    }
    if (forgetsKeys(oldest.day, now())) {
      warn(
        `the entries of ${oldest.day} go after less than a week, because the data takes more than --max-bytes ${maxBytes}. A page that delivers a batch again after that long could store it twice.`,
      )
    }
    await dropDay(context, oldest.day, result)
    await removeReplay(context, endOfDay(oldest.day), result)
    result.runs += await removeRuns(stores, endOfDay(oldest.day))
  }
}

/** Where no entries are left to go, the oldest runs do, those of the last day excepted. */
async function fitRuns(
  { stores, limits, now, usedBytes }: RetentionContext,
  maxBytes: number,
  result: RetentionResult,
): Promise<void> {
  for (let days = limits.maxDays; days >= 1 && (await usedBytes()) > maxBytes; days -= 1) {
    result.runs += await removeRuns(stores, now() - days * DAY)
  }
}

async function dropDay(
  { stores, now }: RetentionContext,
  day: string,
  result: RetentionResult,
): Promise<void> {
  result.issuesKept += await keepEvidence(stores, day, now())
  // Noted first: whoever finds entries missing is told so, also after a crash in between.
  await stores.meta.noteDroppedDay(day, now())
  result.freedBytes += await stores.events.dropDay(day)
  result.days.push(day)
}

async function removeReplay(
  { stores }: RetentionContext,
  before: number,
  result: RetentionResult,
): Promise<void> {
  const { chunks, bytes } = await removeExpiredReplay(stores, before)
  result.replayChunks += chunks
  result.freedBytes += bytes
}
