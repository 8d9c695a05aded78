import { codeSpan } from '../../../markdown/escape-markdown.ts'
import { countOf, readablePercent } from '../../text/readable.ts'
import { evidenceOf } from '../answer.ts'
import { rangeBefore, rangeOf, runsMeant, type Answering, type AnswerKind } from './answering.ts'
import { citing, runEvidence } from './say-runs.ts'
import { sumUp } from './sum-up.ts'

/** How often runs, or a tool, fail. */
export const answerErrorRate: AnswerKind = async (answering) => {
  if (answering.question.tool !== undefined) return ofTool(answering, answering.question.tool)

  const range = rangeOf(answering.question)
  const [now, before] = [await sumUp(answering, range), await sumUp(answering, rangeBefore(range))]
  if (now.runCount === 0) return undefined
  const { runs } = await answering.traces.runs({
    ...runsMeant(answering, range),
    statusCode: 2,
    page: { limit: answering.question.limit, offset: 0 },
  })
  const rate = readablePercent(now.failedRunCount / now.runCount)
  const past =
    before.runCount === 0
      ? ''
      : ` In the time of the same length before it was ${readablePercent(before.failedRunCount / before.runCount)}.`
  const examples = citing(runs.map(({ runId }) => runId))
  return {
    markdown: `**${rate}** of ${countOf(now.runCount, 'run')} failed (${now.failedRunCount})${examples}.${past}`,
    evidence: runEvidence(runs),
  }
}

async function ofTool({ traces, scope, question }: Answering, tool: string) {
  const range = rangeOf(question)
  const figures = (await traces.toolFigures({ ...scope, range })).find(
    ({ toolName }) => toolName === tool,
  )
  if (!figures) return undefined
  const failures = await traces.failures({
    ...scope,
    range,
    entityType: 'tool_call',
    order: 'events',
    direction: 'desc',
  })
  const own = failures.filter(({ toolName }) => toolName === tool).slice(0, question.limit)
  const rate = readablePercent(figures.failedCallCount / figures.callCount)
  return {
    markdown: `**${rate}** of ${countOf(figures.callCount, 'call')} of ${codeSpan(tool, 100)} failed (${figures.failedCallCount})${citing(own.map(({ sampleRunId }) => sampleRunId))}.`,
    evidence: evidenceOf(
      'failure',
      own.map(({ failureId, message }) => ({ id: failureId, snippet: message.slice(0, 200) })),
    ),
  }
}
