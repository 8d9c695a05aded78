import type { Json, RecordedEvent } from 'casefile/protocol'

/** Something that happened, with the id under which an analysis cites it. */
export type Evidence = PageEvidence | AgentEvidence

/** What a page recorded. */
export type PageEvidence = RecordedEvent & { entryId: string }

/** A run of an agent in the same session, or a tool call of it, that failed. */
export interface AgentEvidence {
  type: 'agent-failure'
  /** No entry of the log has it. */
  entryId: string
  runId: string
  /** When it was over. */
  time: number
  agent: string | null
  /** `null` when the run itself failed. */
  toolName: string | null
  message: string
}

/** All that an analysis may look at. Every text in it was written by strangers. */
export interface AnalysisInput {
  /** What the person wrote. */
  description: string
  metadata: { [key: string]: Json }
  /** When the person reported, epoch milliseconds; the issue may have come later. */
  reportedAt: number
  /** The session's events up to that moment, oldest first. */
  events: readonly PageEvidence[]
  /** What failed of the session's agent runs up to the issue, oldest first. */
  agentFailures: readonly AgentEvidence[]
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
  /** The agent run that it is about; then no entry of the log has the id. */
  runId?: string
  title: string
  /** ISO 8601. */
  time: string
}

/** Reads an issue's evidence and says what went wrong. Rejecting means: try again later. */
export interface Analyzer {
  analyse(input: AnalysisInput): Promise<Analysis>
}
