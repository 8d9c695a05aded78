import type { Json, WireEntry } from 'casefile/protocol'

export interface Project {
  projectId: string
  name: string
  /** Public; stands in the pages that report here. */
  captureKey: string
  createdAt: string
  issueCount: number
  sessionCount: number
  lastEntryAt: string | null
}

export interface Issue {
  issueId: string
  sessionId: string
  userDescription: string
  createdAt: string
  /** `P0` to `P3`; null before the analysis. */
  priority: string | null
  /** 0 to 100; null before the analysis. */
  impact_score: number | null
  ai_summary: string | null
  root_cause: string | null
  revenue_impact: string | null
  analysis_status: 'pending' | 'complete' | 'failed'
  analysis: Analysis | null
  /** What the page said about itself: anything may be missing or of another type. */
  metadata: Json
}

export interface Analysis {
  version: string
  summary: string
  probableCause: string | null
  priorityReasons: string[]
  impactReasons: string[]
  evidence: Evidence[]
  steps: string[]
}

export interface Evidence {
  entryId: string
  /** The agent run that it is about; then no entry has the id. */
  runId?: string
  title: string
  /** ISO 8601. */
  time: string
}

export interface IssueItem extends Issue {
  entryCounts: { error: number; warn: number; network_failed: number; total: number }
}

export interface IssuePage {
  issues: IssueItem[]
  total: number
  page: number
}

export interface IssueDetail extends Issue {
  logs: SessionEntry[]
}

export type SessionEntry = WireEntry & { entryId: string }

export interface SessionEntries {
  entries: SessionEntry[]
  /** Entries received before this moment were removed by age; null when none of the session's. */
  removedUntil: string | null
}

export interface ReplayChunk {
  chunkId: string
  /** Epoch milliseconds. */
  firstTime: number
  lastTime: number
  eventCount: number
  bytes: number
}

export type FoundKind = 'error' | 'warning' | 'failed-request'

export interface SearchHit {
  entryId: string
  sessionId: string
  /** ISO 8601. */
  time: string
  kind: FoundKind
  /** Its first 500 characters. */
  text: string
}

export type FoundReport = Pick<Issue, 'issueId' | 'sessionId' | 'userDescription' | 'createdAt'>

export interface Session {
  sessionId: string
  projectId: string
  /** The client's own id; runs of agents name it. */
  externalSessionId: string
  createdAt: string
  /** The newest, newest first. */
  reports: FoundReport[]
  /** Runs of agents. */
  runCount: number
}

export interface SearchResult {
  /** The newest whose description matches; on the first page only. */
  reports: FoundReport[]
  hits: SearchHit[]
  nextCursor: string | null
}

export interface SeriesStep {
  /** ISO 8601. */
  from: string
  errors: number
  failedRequests: number
  /** Milliseconds; null when there was no request. */
  durations: { p95: number | null }
}
