import type { RunFilter, RunSummary } from '../../../storage/traces/run-reader.ts'
import type { TimeRange, TraceScope } from '../../../storage/traces/source.ts'
import type { TraceStore } from '../../../storage/trace-store.ts'
import type { Findings } from '../answer.ts'
import type { Question } from '../question.ts'

/** What an answer is made from. */
export interface Answering {
  traces: TraceStore
  scope: TraceScope
  question: Question
}

/** Looks for the answer to one kind of question; `undefined` when there is nothing to tell of. */
export type AnswerKind = (answering: Answering) => Promise<Findings | undefined>

/** The runs that a question is about. */
export function runsMeant({ scope, question }: Answering, range = rangeOf(question)): RunFilter {
  const { agent, userId, orgId, tool, model, pattern, text, status, score } = question
  return {
    ...scope,
    ...(score === undefined ? { range } : { feedbackRange: range }),
    agent,
    userId,
    orgId,
    tool,
    model,
    pattern,
    text,
    ...(status !== undefined && { statusCode: status === 'error' ? 2 : 0 }),
  }
}

/** Whether it is about some runs alone. */
export function isNarrow({ agent, userId, orgId, tool, model, pattern, text }: Question): boolean {
  return [agent, userId, orgId, tool, model, pattern, text].some((name) => name !== undefined)
}

export function rangeOf({ from, to }: Question): TimeRange {
  return { from, to }
}

/** The time of the same length before. */
export function rangeBefore({ from, to }: TimeRange): TimeRange {
  return { from: from - (to - from), to: from }
}

/** More runs than this are not added up one by one. */
export const MOST_RUNS_READ = 5000

/** The runs that are meant, newest first, up to `MOST_RUNS_READ`. */
export async function readRuns(
  answering: Answering,
  range = rangeOf(answering.question),
): Promise<{ runs: RunSummary[]; total: number }> {
  const page = { limit: MOST_RUNS_READ, offset: 0 }
  return answering.traces.runs({ ...runsMeant(answering, range), page })
}
