import type { Evidence } from '../analyzer.ts'

export type ProblemKind =
  | 'uncaught-error'
  | 'unhandled-rejection'
  | 'captured-error'
  | 'console-error'
  | 'server-error'
  | 'refused-request'
  | 'unanswered-request'
  | 'slow-request'
  | 'resource-failed'
  | 'blocked-by-policy'
  | 'browser-report'
  | 'storage-full'
  | 'stored-value-removed'
  | 'stored-value-kept'
  | 'lost-connection'
  | 'offline'
  | 'page-busy'
  | 'slow-reaction'
  | 'refused-input'
  | 'dead-click'
  | 'rage-click'
  | 'agent-failure'

/** From here on a problem explains a report by itself; below, something must link the two. */
export const TELLING_SEVERITY = 35

/** One thing that went wrong, however often it did. */
export interface Problem {
  kind: ProblemKind
  /** What makes two occurrences the same problem. */
  fingerprint: string
  /** A clause without a full stop, e.g. `POST /api/checkout answered 500`. */
  title: string
  /** How bad it is by its nature, 0 to 100. */
  severity: number
  /** When it became visible: for a request when it ended. Of several occurrences the last. */
  time: number
  /** The entries that show it, oldest first; never empty. */
  occurrences: [Evidence, ...Evidence[]]
}

/** What a detector finds: one occurrence of a problem. */
export type Finding = Omit<Problem, 'occurrences'> & { evidence: [Evidence, ...Evidence[]] }
