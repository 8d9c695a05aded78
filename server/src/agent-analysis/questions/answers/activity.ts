import { countOf } from '../../text/readable.ts'
import { runsMeant, type AnswerKind } from './answering.ts'
import { runEvidence, sayRuns } from './say-runs.ts'

/** What a user, an organisation or an agent did. */
export const answerActivity: AnswerKind = async (answering) => {
  const page = { limit: answering.question.limit, offset: 0 }
  const { runs, total } = await answering.traces.runs({ ...runsMeant(answering), page })
  if (runs.length === 0) return undefined
  const failed = runs.filter(({ statusCode }) => statusCode === 2).length
  const trouble = failed === 0 ? '' : `, ${failed} of the latest ${runs.length} failed`
  return {
    markdown: `${countOf(total, 'run')}${trouble}. The latest:\n\n${sayRuns(runs)}`,
    evidence: runEvidence(runs),
  }
}
