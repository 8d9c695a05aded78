import type { Json, RecordedEvent } from 'casefile/protocol'

/** An event with the id under which an analysis cites it. */
export type Evidence = RecordedEvent & { entryId: string }

/** All that an analysis may look at. Every text in it was written by strangers. */
export interface AnalysisInput {
  /** What the person wrote. */
  description: string
  metadata: { [key: string]: Json }
  /** When the person reported, epoch milliseconds; the issue may have come later. */
  reportedAt: number
  /** The session's events up to that moment, oldest first. */
  events: readonly Evidence[]
}

export type Priority = 'P0' | 'P1' | 'P2' | 'P3'

/** What an analysis says; each sentence rests on the evidence it lists. */
export interface Analysis {
  /** Analyzer and version, so that results of different rules can be told apart. */
  version: string
  summary: string
  probableCause: string | null
  priority: Priority
  priorityReasons: string[]
  /** 0 to 100. */
  impactScore: number
  impactReasons: string[]
  revenueImpact: string | null
  evidence: EvidenceReference[]
  steps: string[]
}

export interface EvidenceReference {
  entryId: string
  title: string
  /** ISO 8601. */
  time: string
}

/** Reads an issue's evidence and says what went wrong. Rejecting means: try again later. */
export interface Analyzer {
  analyse(input: AnalysisInput): Promise<Analysis>
}
