import { countOf, readableCost, readableDuration, readablePercent } from '../../text/readable.ts'
import { rangeBefore, rangeOf, runsMeant, type Answering, type AnswerKind } from './answering.ts'
import { citing, runEvidence } from './say-runs.ts'
import { sumUp, type Sum } from './sum-up.ts'

/** What it cost, with the runs that cost most. */
export const answerCost: AnswerKind = (answering) =>
  answerFigure(answering, {
    order: 'cost',
    say: ({ cost, tokens, runCount }) =>
      `**${readableCost(cost)}** and ${countOf(tokens, 'token')} for ${countOf(runCount, 'run')}`,
    value: ({ cost }) => cost,
  })

/** How much went on. */
export const answerVolume: AnswerKind = (answering) =>
  answerFigure(answering, {
    order: 'start',
    say: ({ runCount, sessionCount }) =>
      `**${countOf(runCount, 'run')}** in ${countOf(sessionCount, 'session')}`,
    value: ({ runCount }) => runCount,
  })

/** How long runs took, with the slowest. */
export const answerLatency: AnswerKind = (answering) =>
  answerFigure(answering, {
    order: 'duration',
    say: ({ averageDuration, runCount }) =>
      `**${averageDuration === null ? 'nothing measured' : readableDuration(averageDuration)}** on average over ${countOf(runCount, 'run')}`,
    value: ({ averageDuration }) => averageDuration,
  })

interface Figure {
  order: 'start' | 'cost' | 'duration'
  say: (sum: Sum) => string
  value: (sum: Sum) => number | null
}

async function answerFigure(answering: Answering, { order, say, value }: Figure) {
  const range = rangeOf(answering.question)
  const now = await sumUp(answering, range)
  if (now.runCount === 0) return undefined
  const { runs } = await answering.traces.runs({
    ...runsMeant(answering, range),
    order,
    page: { limit: answering.question.limit, offset: 0 },
  })
  const change = changeOf(value(now), value(await sumUp(answering, rangeBefore(range))))
  const cut = now.isCut ? ' (counted over the newest runs only)' : ''
  return {
    markdown: `${say(now)}${cut}${citing(runs.map(({ runId }) => runId))}.${change}`,
    evidence: runEvidence(runs),
  }
}

function changeOf(now: number | null, before: number | null): string {
  if (now === null || !before) return ''
  const change = (now - before) / before
  if (change === 0) return ' Just as in the time of the same length before.'
  const direction = change > 0 ? 'more' : 'less'
  return ` That is ${readablePercent(Math.abs(change))} ${direction} than in the time of the same length before.`
}
