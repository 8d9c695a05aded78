import type { EntryCounts } from '../event-store.ts'
import type { Session } from './session-store.ts'

/** The entries of an issue, kept when their day was removed. */
export interface IssueEvidence {
  issueId: string
  /** Name of the blob that holds them. */
  blob: string
  /** How many there were; the blob holds the latest. */
  counts: EntryCounts
  savedAt: number
}

export type SessionPlace = Pick<Session, 'sessionId' | 'createdAt'>

/** What retention asks and does. */
export interface RetentionStore {
  /** Issues from `since` on whose session began before a moment and whose evidence is not kept yet. */
  issuesWithoutEvidence(query: {
    since: number
    sessionsBefore: number
    /** `sequence` of the last one of the page before. */
    after: number
    limit: number
  }): Promise<{ sequence: number; issueId: string }[]>
  /** `false` when the issue has gone, or its evidence is kept already. */
  saveEvidence(evidence: IssueEvidence): Promise<boolean>
  evidence(issueId: string): Promise<IssueEvidence | undefined>
  noteDroppedDay(day: string, droppedAt: number): Promise<void>
  /** The newest day whose entries were removed, `20260227`. */
  lastDroppedDay(): Promise<string | undefined>
  /** Recordings from before a moment whose session has no issue, oldest first. */
  expiredReplay(query: {
    before: number
    limit: number
  }): Promise<{ chunkId: string; bytes: number }[]>
  removeReplay(chunkIds: readonly string[]): Promise<void>
  /** Ids of issues from before a moment, oldest first. */
  expiredIssues(query: { before: number; limit: number }): Promise<string[]>
  /** Its evidence's row goes too; the blobs are the caller's. */
  removeIssue(issueId: string): Promise<void>
  /** Sessions from before a moment that have neither issue nor recording, oldest first. */
  sessionsToEmpty(query: {
    before: number
    after?: SessionPlace | undefined
    limit: number
  }): Promise<SessionPlace[]>
  /** Those that still have neither issue nor recording; how many. */
  removeSessions(sessionIds: readonly string[]): Promise<number>

  /** Those of the names of blobs that no row names. */
  unknownBlobs(names: readonly string[]): Promise<string[]>
}
