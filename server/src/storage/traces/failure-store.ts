import type { TimeRange, TraceScope } from './source.ts'

export const FAILURE_STATUSES = ['active', 'resolved', 'ignored'] as const

export type FailureStatus = (typeof FAILURE_STATUSES)[number]

/** Failures that look alike: the same tool, and the same message but for what differs each time. */
export interface Failure {
  /** A hash of what they have in common: the same in every collector. */
  failureId: string
  /** The message with placeholders. */
  title: string
  /** The latest message as it came. */
  message: string
  entityType: 'run' | 'tool_call'
  toolName: string | null
  /** A new event makes a resolved one active again; an ignored one stays ignored. */
  status: FailureStatus
  /** In the range asked for; so are the next three. */
  events: number
  affectedRuns: number
  affectedSessions: number
  affectedUsers: number
  /** Over all time. */
  firstSeen: number
  lastSeen: number
  sampleRunId: string
}

export interface FailureSample {
  runId: string
  toolCallId: string | null
  sessionId: string | null
  message: string
  occurredAt: number
}

export interface FailureDetail extends Failure {
  /** Events in each step. */
  timeline: { time: number; events: number }[]
  /** The latest 20, newest first. */
  samples: FailureSample[]
  models: string[]
  agents: string[]
}

export interface FailureQuery extends TraceScope {
  /** Failures with an event in it. */
  range: TimeRange
  entityType?: 'run' | 'tool_call' | undefined
  status?: FailureStatus | undefined
  order: 'events' | 'firstSeen' | 'lastSeen'
  direction: 'asc' | 'desc'
}

/** Kept as runs come in: a failed run or tool call, and a failed step as one of its run. */
export interface FailureStore {
  failures(query: FailureQuery): Promise<Failure[]>
  /** Its figures are over all time; the timeline has steps of `step` milliseconds. */
  failure(scope: TraceScope, failureId: string, step: number): Promise<FailureDetail | undefined>
  /** Whether there is such a failure. */
  setFailureStatus(projectId: string, failureId: string, status: FailureStatus): Promise<boolean>
}
