import type { Page, TimeRange, TraceScope, TraceSource } from './source.ts'
import type { CallOutcome, StatusCode } from './span-parts.ts'

export interface RunFilter extends TraceScope {
  /** By the run's begin. */
  range?: TimeRange | undefined
  /** By when somebody said what they thought of it; only runs with feedback. */
  feedbackRange?: TimeRange | undefined
  statusCode?: StatusCode | undefined
  sessionId?: string | undefined
  agent?: string | undefined
  userId?: string | undefined
  orgId?: string | undefined
  /** Only runs that show this pattern. */
  pattern?: string | undefined
  /** Only runs that called this tool. */
  tool?: string | undefined
  /** Only runs with a step on this model. */
  model?: string | undefined
  /** Words that all occur in prompt, answer or status message, in any case. */
  text?: string | undefined
  /** Only these. */
  runIds?: readonly string[] | undefined
}

export interface RunQuery extends RunFilter {
  /** Without it newest first. All of them descend, then by id. */
  order?: 'start' | 'duration' | 'cost' | 'tokens' | 'feedback' | undefined
  page: Page
}

/** A run as lists show it. */
export interface RunSummary {
  runId: string
  source: TraceSource
  sessionId: string | null
  agent: string | null
  conversational: boolean
  statusCode: StatusCode
  statusMessage: string | null
  startTime: number
  /** `null` while it goes on. */
  endTime: number | null
  /** The first 500 characters. */
  prompt: string | null
  /** The first 500 characters. */
  response: string | null
  /** Those that its steps used, in order of first use. */
  models: string[]
  stepCount: number
  toolCallCount: number
  /** Spans of any kind, the run itself excepted. */
  spanCount: number
  /** Spans that failed, the run itself excepted. */
  failedSpanCount: number
  /** Spans that ended with a warning, none of which failed. */
  warnedSpanCount: number
  /** Cached ones included. */
  promptTokens: number
  promptCachedTokens: number
  completionTokens: number
  /** US dollars; `null` when no step said. */
  cost: number | null
  userId: string | null
  userName: string | null
  userEmail: string | null
  orgId: string | null
  orgName: string | null
  metadata: { [key: string]: unknown }
  feedback: RunFeedback | null
  /** Slugs of the patterns it shows. */
  patterns: string[]
  framework: string
}

export interface RunFeedback {
  score: 'thumbs_up' | 'thumbs_down' | null
  text: string | null
  createdAt: number
}

/** A run with everything that is known of it. */
export interface RunDetail extends RunSummary {
  systemPrompt: string | null
  /** Whole. */
  prompt: string | null
  /** Whole. */
  response: string | null
  fullInput: string | null
  fullOutput: string | null
  attributes: { [key: string]: unknown } | null
  /** In the order in which they began. */
  steps: Step[]
  toolCalls: ToolCall[]
  events: RunEvent[]
  /** Oldest first; what each submission said. */
  feedbackHistory: RunFeedback[]
  matches: PatternMatch[]
}

export interface PatternMatch {
  slug: string
  /** What it was seen by, a quotation. */
  evidence: string
  /** 0 to 1. */
  confidence: number
  matchedAt: number
}

interface Span {
  spanId: string
  runId: string
  parentSpanId: string | null
  startTime: number
  endTime: number | null
  statusCode: StatusCode
  statusMessage: string | null
  attributes: { [key: string]: unknown } | null
}

export interface Step extends Span {
  prompt: string | null
  response: string | null
  modelRequested: string | null
  modelUsed: string | null
  provider: string | null
  finishReason: string | null
  promptUncachedTokens: number
  promptCachedTokens: number
  completionTokens: number
  cost: number | null
  toolDefinitions: string | null
  timeToFirstToken: number | null
}

export interface ToolCall extends Span {
  /** The step that it belongs to: its parent, else the latest that began before it. */
  stepId: string | null
  toolName: string
  args: string | null
  result: string | null
  integrationId: string | null
  outcome: CallOutcome
  bytesIn: number | null
  bytesOut: number | null
}

export interface RunEvent extends Span {
  type: string
  decisionKind: string | null
  data: { [key: string]: unknown }
}

/** An agent, by the name that its runs say. */
export interface Agent {
  name: string
  runCount: number
  /** Begin of its latest run. */
  lastRun: number
}

/** What can be read of runs. */
export interface RunReader {
  /** Whether there is any run, of any project. Costs nothing. */
  hasRuns(): Promise<boolean>
  runs(query: RunQuery): Promise<{ runs: RunSummary[]; total: number }>
  /** `undefined` when there is none in these sources, or only parts of it so far. */
  run(scope: TraceScope, runId: string): Promise<RunDetail | undefined>
  /** Every agent that has a run, by name. */
  agents(scope: TraceScope): Promise<Agent[]>
}
