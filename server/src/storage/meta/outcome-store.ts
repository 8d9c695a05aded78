import type { OutcomeCount } from '../../outcomes/outcome.ts'

/** The sum of one kind of outcome in the part of a range that begins at `time`. */
export type OutcomeSum = Omit<OutcomeCount, 'projectId'>

export interface OutcomeRange {
  /** Epoch milliseconds, inclusive and exclusive. */
  from: number
  to: number
  /** Sums are kept by the minute, for two days, and by the hour. */
  grain: 'minute' | 'hour'
  /** The length of the parts the range is summed in, milliseconds. */
  step: number
}

/** What became of everything that was sent. */
export interface OutcomeStore {
  /** Adds to the sums; a negative count takes back. */
  addOutcomes(counts: readonly OutcomeCount[]): Promise<void>
  /** The sums of a project; `null` is the collector as a whole. */
  outcomes(projectId: string | null, range: OutcomeRange): Promise<OutcomeSum[]>
  /** Forgets sums of minutes and of hours from before these moments. */
  forgetOutcomes(before: { minutes: number; hours: number }): Promise<void>
}
