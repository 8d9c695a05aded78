import type { EventReader, StoredDay } from '../../storage/event-store.ts'
import type { MetaStore } from '../../storage/meta-store.ts'
import type { TraceStore } from '../../storage/trace-store.ts'
import { endOfDay, expiredDays } from './plan-days.ts'
import type { RetentionLimits } from './retention-limits.ts'

export interface RetentionPlan {
  days: StoredDay[]
  replayChunks: number
  replayBytes: number
  issues: number
  /** Of agents. */
  runs: number
}

const DAY = 24 * 60 * 60_000
/** A plan counts no further. */
const MOST = 1_000_000

/** What `runRetention` would remove. Changes nothing. */
export async function planRetention(
  {
    meta,
    events,
    traces,
  }: { meta: MetaStore; events: EventReader; traces: Pick<TraceStore, 'countRunsBefore'> },
  { limits, now, usedBytes }: { limits: RetentionLimits; now: number; usedBytes: number },
): Promise<RetentionPlan> {
  const { maxDays, maxBytes = Infinity, issueDays } = limits
  const all = await events.days()
  const days = expiredDays(all, now, maxDays)
  let cutoff = now - maxDays * DAY
  let replay = await meta.expiredReplay({ before: cutoff, limit: MOST })

  let left = usedBytes - sum(days) - sum(replay)
  for (const day of all.slice(days.length)) {
    if (left <= maxBytes || endOfDay(day.day) > now) break
    days.push(day)
    cutoff = endOfDay(day.day)
    const more = await meta.expiredReplay({ before: cutoff, limit: MOST })
    left -= day.bytes + sum(more) - sum(replay)
    replay = more
  }

  const issues =
    issueDays === undefined
      ? []
      : await meta.expiredIssues({ before: now - issueDays * DAY, limit: MOST })
  return {
    days,
    replayChunks: replay.length,
    replayBytes: sum(replay),
    issues: issues.length,
    runs: await traces.countRunsBefore(cutoff),
  }
}

function sum(items: readonly { bytes: number }[]): number {
  return items.reduce((total, { bytes }) => total + bytes, 0)
}
