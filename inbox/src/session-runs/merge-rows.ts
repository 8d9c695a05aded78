import type { TimelineRow } from '../timeline/timeline-row.ts'

/** What the page did and what agents did, on one clock. Both lists are in order; so is the result. */
export function mergeRows(
  page: readonly TimelineRow[],
  agents: readonly TimelineRow[],
): TimelineRow[] {
  if (agents.length === 0) return [...page]
  return [...page, ...agents].sort((a, b) => a.event.time - b.event.time)
}
