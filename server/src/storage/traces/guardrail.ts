import type { TraceEvent } from './trace-event-reader.ts'

const BLOCKING = new Set(['block', 'blocked', 'deny', 'denied', 'reject', 'rejected', 'refuse'])

/** Whether a guardrail kept something back, in any of the words that runtimes have for it. */
export function isBlocked({ data }: Pick<TraceEvent, 'data'>): boolean {
  if (data.blocked === true || data.passed === false || data.allowed === false) return true
  return [data.action, data.decision, data.outcome, data.result, data.status].some(
    (word) => typeof word === 'string' && BLOCKING.has(word.toLowerCase()),
  )
}
