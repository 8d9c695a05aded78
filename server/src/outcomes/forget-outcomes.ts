import type { MetaStore } from '../storage/meta-store.ts'

const HOUR = 60 * 60_000
const DAY = 24 * HOUR

/** For how long sums are kept: those of minutes are many, those of hours a few thousand a month. */
export const MINUTES_KEPT = 2 * DAY
const HOURS_KEPT = 400 * DAY

/** Forgets old sums now and every hour; returns what stops it. */
export function startForgetting({
  meta,
  now,
  logError,
}: {
  meta: Pick<MetaStore, 'forgetOutcomes'>
  now: () => number
  logError: (error: unknown) => void
}): () => void {
  const forget = () => {
    meta
      .forgetOutcomes({ minutes: now() - MINUTES_KEPT, hours: now() - HOURS_KEPT })
      .catch(logError)
  }
  forget()
  const timer = setInterval(forget, HOUR)
  timer.unref()
  return () => clearInterval(timer)
}
