import type { Page, TimeRange, TraceScope, TraceSource } from './source.ts'

/** A session, by its runs. */
export interface AgentSession {
  /** The external id. */
  sessionId: string
  /** Of its runs. */
  sources: TraceSource[]
  /** Of the latest run that has one. */
  agent: string | null
  agents: string[]
  /** Runs that are known. */
  runCount: number
  failedRunCount: number
  startTime: number
  /** The latest end or begin of anything in it. */
  lastActivity: number
  /** Runs that have not ended. */
  openRunCount: number
  promptTokens: number
  completionTokens: number
  cost: number | null
  /** Events as `TraceEventReader` gives them. */
  eventCount: number
  /** Prompts and answers. */
  messageCount: number
  failedSpanCount: number
  userId: string | null
  userName: string | null
  userEmail: string | null
  orgId: string | null
  orgName: string | null
  /** The first 500 characters of the first prompt. */
  preview: string | null
  patterns: string[]
}

/** How a session stands; what is left out may be either way. */
export interface SessionState {
  /** A run of it has not ended. */
  isOpen?: boolean | undefined
  /** Every run of it failed. */
  allFailed?: boolean | undefined
  /** Something happened in it since then. */
  activeSince?: number | undefined
  /** Nothing did. */
  quietSince?: number | undefined
}

export interface AgentSessionQuery extends TraceScope {
  /** Sessions with a run that began in it. */
  range?: TimeRange | undefined
  agent?: string | undefined
  /** Sessions with a run of any of these. */
  agents?: readonly string[] | undefined
  /** Sessions in any of these states. */
  states?: readonly SessionState[] | undefined
  userId?: string | undefined
  orgId?: string | undefined
  /** Words that all occur in the prompts, in any case. */
  text?: string | undefined
  sessionIds?: readonly string[] | undefined
  /** Without it `lastActivity`. */
  order?:
    | 'sessionId'
    | 'agent'
    | 'startTime'
    | 'lastActivity'
    | 'messageCount'
    | 'eventCount'
    | 'failedSpanCount'
    /** Of spans and runs. */
    | 'failureCount'
    /** Open ones, then those that failed altogether, then by the latest activity. */
    | 'state'
    | 'source'
    | 'tokens'
    | 'cost'
    | undefined
  /** Without it `desc`. */
  direction?: 'asc' | 'desc' | undefined
  page: Page
}

export interface AgentSessionReader {
  agentSessions(query: AgentSessionQuery): Promise<{ sessions: AgentSession[]; total: number }>
}
