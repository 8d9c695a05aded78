import type { AnswerKind } from './answering.ts'
import { answerErrorRate } from './error-rate.ts'
import { answerFailures } from './failures.ts'
import { answerPatterns } from './patterns.ts'

const NOT_UNDERSTOOD =
  'The question was not understood, so this is an overview. Failures, costs, durations, models, tools, users and feedback can be asked about.'

/** A look at everything. */
export const answerOverview: AnswerKind = async (answering) => {
  const found = await Promise.all(
    [answerErrorRate, answerFailures, answerPatterns].map((answer) => answer(answering)),
  )
  const parts = found.filter((part) => part !== undefined)
  if (parts.length === 0) return undefined
  return {
    markdown: parts.map(({ markdown }) => markdown).join('\n\n'),
    evidence: parts.flatMap(({ evidence }) => evidence).slice(0, 20),
  }
}

/** The same for a question without words that are known; who asked is to see that. */
export const answerUnclear: AnswerKind = async (answering) => {
  const found = await answerOverview(answering)
  return found && { ...found, markdown: `${NOT_UNDERSTOOD}\n\n${found.markdown}` }
}
