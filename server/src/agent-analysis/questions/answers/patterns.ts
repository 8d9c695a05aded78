import { escapeMarkdown } from '../../../markdown/escape-markdown.ts'
import { projectPatterns } from '../../patterns/project-patterns.ts'
import { countOf } from '../../text/readable.ts'
import { evidenceOf } from '../answer.ts'
import { rangeOf, runsMeant, type AnswerKind } from './answering.ts'
import { citing, runEvidence, sayRuns } from './say-runs.ts'

/** What runs show: frustration, confusion, or whatever a project looks for. */
export const answerPatterns: AnswerKind = async (answering) => {
  const { traces, scope, question } = answering
  const patterns = await projectPatterns(traces, scope.projectId)
  const nameOf = (slug: string) => patterns.find((one) => one.slug === slug)?.name ?? slug

  if (question.pattern === undefined) {
    const figures = await traces.patternFigures({ ...scope, range: rangeOf(question) })
    if (figures.length === 0) return undefined
    const commonest = [...figures].sort((a, b) => b.runCount - a.runCount)
    const lines = await Promise.all(
      commonest.map(async ({ slug, runCount, userCount }) => {
        const page = { limit: 2, offset: 0 }
        const { runs } = await traces.runs({ ...runsMeant(answering), pattern: slug, page })
        // Runs need not say whose they are.
        const users = userCount === 0 ? '' : ` of ${countOf(userCount, 'user')}`
        const examples = citing(runs.map(({ runId }) => runId))
        return `- **${escapeMarkdown(nameOf(slug), 100)}** in ${countOf(runCount, 'run')}${users}${examples}`
      }),
    )
    const evidence = evidenceOf(
      'pattern',
      figures.map(({ slug }) => ({ id: slug, snippet: nameOf(slug) })),
    )
    return { markdown: lines.join('\n'), evidence }
  }

  const page = { limit: question.limit, offset: 0 }
  const { runs, total } = await traces.runs({ ...runsMeant(answering), page })
  if (runs.length === 0) return undefined
  const name = escapeMarkdown(nameOf(question.pattern), 100)
  return {
    markdown: `**${name}** in ${countOf(total, 'run')}:\n\n${sayRuns(runs)}`,
    evidence: runEvidence(runs),
  }
}
