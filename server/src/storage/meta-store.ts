import type { Json } from 'casefile/protocol'

import type { Analysis } from '../analysis/analyzer.ts'
import type { EntryCounts } from './event-store.ts'
import type { KeyKind, KeyScope } from '../keys/key-kinds.ts'
import type { OutcomeCount } from '../outcomes/outcome.ts'
import type { AccountStore } from './account-store.ts'

export interface Project {
  projectId: string
  name: string
  createdAt: number
}

/** A key as it is stored: `hash` is the SHA-256 of the secret, `lookup` its first characters. */
export interface StoredKey {
  keyId: string
  projectId: string
  kind: KeyKind
  /** Whose runs an ingest key writes and a read key sees; null for the other kinds. */
  scope: KeyScope | null
  /** What people call it. */
  label: string | null
  lookup: string
  hash: Uint8Array
  /** The key itself, for capture keys only: they are public. */
  readable: string | null
  /** The pages that may use a capture key, e.g. `https://*.example.com`; empty for all. */
  origins: string[]
  createdAt: number
  expiresAt: number | null
  revokedAt: number | null
  /** Right to the minute. */
  lastUsedAt: number | null
  /** The key that was made to take its place. */
  replacedBy: string | null
}

export type NewKey = Omit<StoredKey, 'keyId' | 'revokedAt' | 'lastUsedAt' | 'replacedBy'>

export interface Session {
  sessionId: string
  projectId: string
  externalId: string
  createdAt: number
}

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

/** One uploaded piece of a recording; the events themselves are a blob under `chunkId`. */
export interface ReplayChunk {
  chunkId: string
  projectId: string
  sessionId: string
  firstTime: number
  lastTime: number
  eventCount: number
  bytes: number
  createdAt: number
}

export interface ProjectFigures {
  issueCount: number
  sessionCount: number
}

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

/** What a project wants taken out beside everything that always is. */
export interface ScrubRules {
  /** Names of fields whose values are hidden, at any depth; upper and lower case are the same. */
  fields: string[]
  /** Regular expressions of a safe kind, see `compilePattern`. */
  patterns: string[]
}

/** How much a session holds: entries, and their bytes as JSON. */
export interface SessionUsage {
  entries: number
  bytes: number
}

/** What is small, relational and changes: projects, keys, accounts, sessions, issues, replays. */
export interface MetaStore extends AccountStore {
  createProject(project: { name: string; createdAt: number }): Promise<Project>
  projects(): Promise<Project[]>
  project(projectId: string): Promise<Project | undefined>
  projectFigures(projectId: string): Promise<ProjectFigures>

  addKey(key: NewKey): Promise<StoredKey>
  /** Every key of a project, or of all, oldest first. */
  keys(projectId?: string): Promise<StoredKey[]>
  /** The candidates for a presented key; the caller compares the hashes. */
  keysByLookup(lookup: string): Promise<StoredKey[]>
  /** Adds a key in place of another, which ends at `oldExpiresAt` unless it ends sooner. */
  replaceKey(keyId: string, successor: NewKey, oldExpiresAt: number): Promise<StoredKey>
  /** Ends a key at once and for good. */
  revokeKey(keyId: string, revokedAt: number): Promise<void>
  setKeyOrigins(keyId: string, origins: readonly string[]): Promise<void>
  /** Notes when keys were last used; an earlier time than the one known changes nothing. */
  noteKeysUsed(uses: readonly { keyId: string; time: number }[]): Promise<void>

  /** Creates the session or finds it; of several at once exactly one is `created`. */
  openSession(session: {
    projectId: string
    externalId: string
    createdAt: number
  }): Promise<{ session: Session; created: boolean }>
  session(sessionId: string): Promise<Session | undefined>

  /** Stores the issue and, in the same transaction, the job that will analyse it. */
  createIssue(issue: NewIssue): Promise<{ issue: Issue; repeated: boolean }>
  issue(issueId: string): Promise<Issue | undefined>
  /** Newest first. */
  issues(
    projectId: string,
    page: { offset: number; limit: number },
  ): Promise<{ issues: Issue[]; total: number }>
  /** The newest issues of a project in whose description all words occur. */
  searchIssues(
    projectId: string,
    search: { text: string; limit: number },
  ): Promise<Pick<Issue, 'issueId' | 'sessionId' | 'userDescription' | 'createdAt'>[]>
  /** The newest issues of a session. */
  issuesOfSession(
    sessionId: string,
    limit: number,
  ): Promise<Pick<Issue, 'issueId' | 'sessionId' | 'userDescription' | 'createdAt'>[]>
  /** Issues of a session that were created at or after `time`. */
  issuesSince(sessionId: string, time: number): Promise<Pick<Issue, 'issueId' | 'createdAt'>[]>
  saveAnalysis(issueId: string, analysis: Analysis): Promise<void>
  failAnalysis(issueId: string): Promise<void>

  /** `undefined` when the session's recording would become larger than `sessionBytes`. */
  addReplayChunk(
    chunk: ReplayChunk & { idempotencyKey?: string | undefined },
    limits: { sessionBytes: number },
  ): Promise<{ chunkId: string; repeated: boolean } | undefined>
  replayChunkByKey(projectId: string, idempotencyKey: string): Promise<string | undefined>
  /** Oldest first. */
  replayChunks(sessionId: string, until?: number): Promise<ReplayChunk[]>
  replayChunk(chunkId: string): Promise<ReplayChunk | undefined>

  /** What a session's recording takes as it is stored. */
  replayBytes(sessionId: string): Promise<number>
  sessionUsage(sessionId: string): Promise<SessionUsage>
  /** Adds to what sessions hold; one that is gone is left out. */
  addSessionUsage(changes: readonly (SessionUsage & { sessionId: string })[]): Promise<void>

  /** Adds to the sums; a negative count takes back. */
  addOutcomes(counts: readonly OutcomeCount[]): Promise<void>
  /** The sums of a project; `null` is the collector as a whole. */
  outcomes(projectId: string | null, range: OutcomeRange): Promise<OutcomeSum[]>
  /** Forgets sums of minutes and of hours from before these moments. */
  forgetOutcomes(before: { minutes: number; hours: number }): Promise<void>

  /** A project's own rules; `undefined` when it has none. */
  scrubRules(projectId: string): Promise<ScrubRules | undefined>
  saveScrubRules(projectId: string, rules: ScrubRules): Promise<void>
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

  /** Sessions that reported an issue as this user, of one project or of all. */
  sessionsOfUser(userId: string, projectId?: string): Promise<string[]>
  /** Sessions with this id, ours or the client's. */
  sessionsNamed(id: string, projectId?: string): Promise<string[]>
  /** What belongs to a session beside its entries. */
  sessionTraces(sessionId: string): Promise<{ issues: number; blobs: string[] }>
  /** Removes sessions with all their rows for good, also from what is free in the file. */
  erase(sessionIds: readonly string[]): Promise<void>

  close(): Promise<void>
}

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
