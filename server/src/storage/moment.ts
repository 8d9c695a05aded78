/** Clocks that run ahead by more than this are broken, not a bit off; they get no allowance. */
export const MOST_LEAD = 10 * 60_000

export interface BatchTimes {
  receivedAt: number
  /** Time of the latest entry, by the client's clock. */
  maxTime: number
}

/**
 * How far a session's clock is known to run ahead of ours at `until`: an entry cannot be received
 * before it happened, so a batch whose latest entry lies beyond its receipt shows the lead.
 */
export function clockLead(batches: readonly BatchTimes[], until: number): number {
  const leads = batches
    .filter(({ receivedAt }) => receivedAt <= until)
    .map(({ receivedAt, maxTime }) => maxTime - receivedAt)
    .filter((lead) => lead <= MOST_LEAD)
  return Math.max(0, ...leads)
}

/**
 * Whether an entry happened up to a moment on our clock. What had been received by then did,
 * whatever the client's clock says; what came later is judged by its own time, with the lead
 * the clock is known to have.
 */
export function happenedUpTo(
  moment: { until: number; lead: number },
  entry: { receivedAt: number; time: number },
): boolean {
  return entry.receivedAt <= moment.until || entry.time <= moment.until + moment.lead
}
