import type { OutcomeCounter } from './outcome-counter.ts'
import type { Item } from './outcome.ts'

/** Counts one upload that was stored for the first time. */
export function countAccepted(
  outcomes: OutcomeCounter,
  { projectId, item }: { projectId: string; item: Item },
): void {
  outcomes.add({ projectId, item, level: null, outcome: 'accepted', reason: null, count: 1 })
}
