import { countOf, readablePercent } from '../../text/readable.ts'
import { rangeOf, runsMeant, type AnswerKind } from './answering.ts'
import { runEvidence, sayRuns } from './say-runs.ts'

/** What people thought of the answers, with what they wrote. */
export const answerFeedback: AnswerKind = async (answering) => {
  const { traces, scope, question } = answering
  const range = rangeOf(question)
  const figures = await traces.feedbackFigures({ ...scope, range })
  if (figures.total === 0) return undefined

  const { runs } = await traces.runs({
    ...runsMeant(answering),
    range: undefined,
    feedbackRange: range,
    order: 'feedback',
    page: { limit: 200, offset: 0 },
  })
  const shown = runs
    .filter(({ feedback }) => question.score === undefined || feedback?.score === question.score)
    .slice(0, question.limit)
  const { thumbsUp, thumbsDown, textCount } = figures
  const rated = thumbsUp + thumbsDown
  const share = rated === 0 ? '' : ` (${readablePercent(thumbsUp / rated)} positive)`
  return {
    markdown: `${countOf(thumbsUp, 'thumb')} up and ${thumbsDown} down${share}, ${textCount} with a text.\n\n${sayRuns(shown)}`,
    evidence: runEvidence(shown),
  }
}
