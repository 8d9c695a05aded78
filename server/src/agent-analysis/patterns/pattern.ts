import type { RunDetail, RunSummary } from '../../storage/traces/run-reader.ts'

/** A run to be judged, with the runs of its session that began before it, oldest first. */
export interface JudgedRun {
  run: RunDetail
  before: readonly RunSummary[]
}

/** A sign of a pattern: where it was seen, and how much it says by itself. */
export interface Sign {
  /** The words it was seen by. */
  evidence: string
  /** 0 to 1: how often what looks like this is the pattern. */
  weight: number
}

/** Something that runs may show. Same run, same answer: no chance, no clock, no network. */
export interface Pattern {
  /** Kebab case; part of the API. */
  slug: string
  name: string
  description: string
  /** Whether only runs count in which a person was present. */
  conversationalOnly: boolean
  signs(judged: JudgedRun): Sign[]
}
