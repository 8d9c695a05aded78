import type { RunSummary } from '../../../storage/traces/run-reader.ts'
import type { TimeRange } from '../../../storage/traces/source.ts'
import { isNarrow, MOST_RUNS_READ, rangeOf, readRuns, type Answering } from './answering.ts'

/** What runs come to. */
export interface Sum {
  runCount: number
  failedRunCount: number
  sessionCount: number
  tokens: number
  cost: number
  averageDuration: number | null
  /** Of no more runs than these, the newest. */
  isCut: boolean
}

/** The sums of the runs that are meant: from the figures kept, or run by run for some of them. */
export async function sumUp(
  answering: Answering,
  range: TimeRange = rangeOf(answering.question),
): Promise<Sum> {
  if (isNarrow(answering.question) || answering.question.status) {
    const { runs, total } = await readRuns(answering, range)
    return { ...sumOf(runs), isCut: total > MOST_RUNS_READ }
  }
  const figures = await answering.traces.runFigures({ ...answering.scope, range })
  const { runCount, failedRunCount, sessionCount, cost, duration } = figures
  const tokens = figures.promptTokens + figures.completionTokens
  const averageDuration = duration.avg
  return { runCount, failedRunCount, sessionCount, tokens, cost, averageDuration, isCut: false }
}

function sumOf(runs: readonly RunSummary[]): Omit<Sum, 'isCut'> {
  const ended = runs.flatMap(({ startTime, endTime }) =>
    endTime === null ? [] : [endTime - startTime],
  )
  const sum = (of: (run: RunSummary) => number) => runs.reduce((all, run) => all + of(run), 0)
  return {
    runCount: runs.length,
    failedRunCount: runs.filter(({ statusCode }) => statusCode === 2).length,
    sessionCount: new Set(runs.flatMap(({ sessionId }) => (sessionId === null ? [] : [sessionId])))
      .size,
    tokens: sum((run) => run.promptTokens + run.completionTokens),
    cost: sum((run) => run.cost ?? 0),
    averageDuration:
      ended.length === 0 ? null : ended.reduce((all, one) => all + one, 0) / ended.length,
  }
}
