import type { OutcomeCounter } from './outcome-counter.ts'
import type { Item } from './outcome.ts'

/** Counts what was stored: an upload for the first time, or `count` things of a batch. */
export function countAccepted(
  outcomes: OutcomeCounter,
  { projectId, item, count = 1 }: { projectId: string; item: Item; count?: number },
): void {
  outcomes.add({ projectId, item, level: null, outcome: 'accepted', reason: null, count })
}
