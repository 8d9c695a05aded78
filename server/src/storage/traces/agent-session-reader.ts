import type { Page, TimeRange, TraceScope } from './source.ts'

/** A session, by its runs. */
export interface AgentSession {
  /** The external id. */
  sessionId: string
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

export interface AgentSessionQuery extends TraceScope {
  /** Sessions with a run that began in it. */
  range?: TimeRange | undefined
  agent?: string | undefined
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
