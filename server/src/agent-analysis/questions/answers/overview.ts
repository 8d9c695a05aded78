import type { AnswerKind } from './answering.ts'
import { answerErrorRate } from './error-rate.ts'
import { answerFailures } from './failures.ts'
import { answerPatterns } from './patterns.ts'

/** A look at everything, for a question that names nothing in particular. */
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
