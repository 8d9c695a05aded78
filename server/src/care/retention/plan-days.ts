import type { StoredDay } from '../../storage/event-store.ts'

const DAY = 24 * 60 * 60_000

/** Batches that a client could not deliver come for a week; their keys must be remembered. */
export const FEWEST_DAYS = 8

/**
 * The days whose entries are all older than `maxDays`, oldest first. Never the current day, also
 * when the clock was wrong.
 */
export function expiredDays(days: readonly StoredDay[], now: number, maxDays: number): StoredDay[] {
  return days.filter(({ day }) => endOfDay(day) <= now - maxDays * DAY)
}

/** The oldest day that may go before its time, because there is no room for it. */
export function oldestRemovable(days: readonly StoredDay[], now: number): StoredDay | undefined {
  return days.find(({ day }) => endOfDay(day) <= now)
}

/** Whether the removal of a day makes the collector forget keys that a client may still send. */
export function forgetsKeys(day: string, now: number): boolean {
  return endOfDay(day) > now - (FEWEST_DAYS - 1) * DAY
}

export function startOfDay(day: string): number {
  return Date.parse(`${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}T00:00:00Z`)
}

export function endOfDay(day: string): number {
  return startOfDay(day) + DAY
}
