import { countOf } from '../../text/readable.ts'
import { runsMeant, type AnswerKind } from './answering.ts'
import { runEvidence, sayRuns } from './say-runs.ts'

const HEADINGS = {
  duration: 'The slowest',
  cost: 'The most expensive',
  tokens: 'Those with most tokens',
  start: 'The latest',
}

/** Runs in the order that was asked for. */
export const answerRuns: AnswerKind = async (answering) => {
  const { order = 'start', limit, status } = answering.question
  const { runs, total } = await answering.traces.runs({
    ...runsMeant(answering),
    order,
    page: { limit, offset: 0 },
  })
  if (runs.length === 0) return undefined
  const all = countOf(total, status === 'error' ? 'failed run' : 'run')
  return {
    markdown: `${HEADINGS[order]} of ${all}:\n\n${sayRuns(runs)}`,
    evidence: runEvidence(runs),
  }
}
