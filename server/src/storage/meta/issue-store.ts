import type { Json } from 'casefile/protocol'

import type { Analysis } from '../../analysis/analyzer.ts'

export type AnalysisStatus = 'pending' | 'complete' | 'failed'

export interface Issue {
  issueId: string
  projectId: string
  sessionId: string
  userDescription: string
  metadata: { [key: string]: Json }
  createdAt: number
  analysisStatus: AnalysisStatus
  /** The newest analysis that was completed, also while a later one is under way. */
  analysis: Analysis | null
}

interface NewIssue {
  projectId: string
  sessionId: string
  userDescription: string
  metadata: { [key: string]: Json }
  createdAt: number
  idempotencyKey?: string | undefined
}

/** An issue as search and a session's page name it. */
export type FoundIssue = Pick<Issue, 'issueId' | 'sessionId' | 'userDescription' | 'createdAt'>

/** What people reported, and what was made of it. */
export interface IssueStore {
  /** Stores the issue and, in the same transaction, the job that will analyse it. */
  createIssue(issue: NewIssue): Promise<{ issue: Issue; repeated: boolean }>
  issue(issueId: string): Promise<Issue | undefined>
  /** Newest first. */
  issues(
    projectId: string,
    page: { offset: number; limit: number },
  ): Promise<{ issues: Issue[]; total: number }>
  /** The newest issues of a project in whose description all words occur. */
  searchIssues(projectId: string, search: { text: string; limit: number }): Promise<FoundIssue[]>
  /** The newest issues of a session. */
  issuesOfSession(sessionId: string, limit: number): Promise<FoundIssue[]>
  /** Issues of a session that were created at or after `time`. */
  issuesSince(sessionId: string, time: number): Promise<Pick<Issue, 'issueId' | 'createdAt'>[]>
  saveAnalysis(issueId: string, analysis: Analysis): Promise<void>
  failAnalysis(issueId: string): Promise<void>
}
