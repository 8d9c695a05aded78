/**
 * What an ingest route hands over. A part is known by its id within its run and may come again,
 * in pieces and in any order: a field that is given replaces what was known, one that is left out
 * leaves it. Times are epoch milliseconds and may have a fraction.
 */
export type SpanPart = RunPart | StepPart | ToolCallPart | EventPart

/** 2 is an error, as in OpenTelemetry. */
export type StatusCode = 0 | 2

interface AnyPart {
  runId: string
  /** The external id of the session, the same as of the browser's. */
  sessionId?: string | undefined
}

/** A run: one execution of an agent, from prompt to answer. */
export interface RunPart extends AnyPart {
  kind: 'run'
  /** A run without a begin is not known yet: its parts wait for it and are in no list or figure. */
  startTime?: number | undefined
  /** `null` while it goes on. */
  endTime?: number | null | undefined
  statusCode?: StatusCode | undefined
  statusMessage?: string | undefined
  prompt?: string | undefined
  systemPrompt?: string | undefined
  response?: string | undefined
  fullInput?: string | undefined
  fullOutput?: string | undefined
  /** A person is present; only such runs are looked at for frustration and the like. */
  conversational?: boolean | undefined
  agent?: string | undefined
  userId?: string | undefined
  userName?: string | undefined
  userEmail?: string | undefined
  orgId?: string | undefined
  orgName?: string | undefined
  /** The sender's own keys alone, none that is reserved. */
  metadata?: { [key: string]: unknown } | undefined
  attributes?: { [key: string]: unknown } | undefined
  /**
   * Which client or format it came by: `custom`, `otel`, `claude`, `pi`, `openclaw`, `mastra`, `native`;
   * `browser` when it came with a capture key.
   */
  framework?: string | undefined
}

interface AnySpanPart extends AnyPart {
  /** Unique within its run and kind. */
  spanId: string
  parentSpanId?: string | undefined
  startTime?: number | undefined
  endTime?: number | null | undefined
  statusCode?: StatusCode | undefined
  statusMessage?: string | undefined
  /** The agent that did it, where a run has several. */
  agent?: string | undefined
  attributes?: { [key: string]: unknown } | undefined
  /** What a native event carried, given back as it came. */
  data?: { [key: string]: unknown } | undefined
  /**
   * The span that it stands on, when `spanId` is another name: of an event that shares its span with
   * others, or of a call that is known by the id that the model gave it. Events are given back, and
   * found, by this.
   */
  ofSpanId?: string | undefined
  /** The id that a native event came with, given back as `TraceEvent.eventId`; else one is made. */
  eventId?: string | undefined
}

/** One request to a model and its answer. */
export interface StepPart extends AnySpanPart {
  kind: 'step'
  prompt?: string | undefined
  response?: string | undefined
  modelRequested?: string | undefined
  modelUsed?: string | undefined
  provider?: string | undefined
  finishReason?: string | undefined
  /** Token counts, 0 or more. */
  promptUncachedTokens?: number | undefined
  promptCachedTokens?: number | undefined
  completionTokens?: number | undefined
  /** US dollars. */
  cost?: number | undefined
  toolDefinitions?: string | undefined
  /** Milliseconds to the first token. */
  timeToFirstToken?: number | undefined
}

/** One call of a tool; its result is a part of it that may come later. */
export interface ToolCallPart extends AnySpanPart {
  kind: 'tool_call'
  toolName?: string | undefined
  args?: string | undefined
  result?: string | undefined
  /** Which integration or server answered. */
  integrationId?: string | undefined
  /** A finer word than `statusCode` has; without it `ok` or `error_remote`. */
  outcome?: CallOutcome | undefined
  /** The id that a native `tool_result` event came with. */
  resultEventId?: string | undefined
  /** What a native `tool_result` carried. */
  resultData?: { [key: string]: unknown } | undefined
}

export const CALL_OUTCOMES = ['ok', 'warn', 'error_remote', 'error_proxy', 'error_auth'] as const

export type CallOutcome = (typeof CALL_OUTCOMES)[number]

/** Anything else that happened in a run: a decision, a handoff, a change of state, … */
export interface EventPart extends AnySpanPart {
  kind: 'event'
  /** `decision`, `handoff`, `guardrail_eval`, `state_change`, `error`, or any other word. */
  type: string
  decisionKind?: string | undefined
}
