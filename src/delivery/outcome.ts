import type { Answer } from './collector.ts'

/**
 * What a collector's answer means for a batch.
 *
 * - `accepted`: it is stored; forget it
 * - `retry`: try again later
 * - `split`: something in it is too large or wrong; try the halves
 * - `forget-session`: the collector does not know the session (any more); create it again
 * - `pause`: the key is wrong or withdrawn; keep everything and stop asking
 * - `drop`: it will never be accepted
 */
export type Outcome = 'accepted' | 'retry' | 'split' | 'forget-session' | 'pause' | 'drop'

export function outcomeOf({ status }: Answer): Outcome {
  if (status >= 200 && status < 300) return 'accepted'
  if (status === 0 || status >= 500 || status === 408 || status === 425 || status === 429) {
    return 'retry'
  }
  if (status === 400 || status === 413) return 'split'
  if (status === 404) return 'forget-session'
  if (status === 401 || status === 403) return 'pause'
  return 'drop'
}
