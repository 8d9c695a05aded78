import type { Json } from './events.ts'

/** A report waits on a device for 7 days at most; beyond that, a clock is wrong or somebody lies. */
const LONGEST_WAIT = 8 * 24 * 60 * 60_000

/**
 * When a person reported, epoch milliseconds: one that had to wait on the device says so itself, by
 * that device's clock, as its entries do.
 */
export function reportMoment(issue: { createdAt: number; metadata: Json }): number {
  const { reportedAt } = Object(issue.metadata) as { reportedAt?: unknown }
  const time = typeof reportedAt === 'string' ? Date.parse(reportedAt) : NaN
  const wait = issue.createdAt - time
  return wait > 0 && wait < LONGEST_WAIT ? time : issue.createdAt
}
