import { codeSpan } from '../../../markdown/escape-markdown.ts'
import { countOf, readablePercent } from '../../text/readable.ts'
import { rangeOf, type Answering, type AnswerKind } from './answering.ts'
import { readableCost, readableDuration, runEvidence } from './say-runs.ts'

/** What was asked of models, and what it cost. */
export const answerModels: AnswerKind = async (answering) => {
  const { traces, scope, question } = answering
  const figures = await traces.modelFigures({ ...scope, range: rangeOf(question) })
  const all = figures.reduce((sum, { stepCount }) => sum + stepCount, 0)
  const meant = figures
    .filter(({ model }) => question.model === undefined || model === question.model)
    .slice(0, question.limit)
  const rows = meant.map((row) =>
    tableRow([
      codeSpan(row.model, 100),
      String(row.stepCount),
      readablePercent(row.stepCount / all),
      String(row.failedStepCount),
      String(row.promptTokens + row.completionTokens),
      readableCost(row.cost),
    ]),
  )
  if (rows.length === 0) return undefined
  const head = tableHead(['Model', 'Steps', 'Share', 'Failed', 'Tokens', 'Cost'])
  const evidence = await latestRuns(answering, { model: meant[0]?.model })
  return { markdown: [head, ...rows].join('\n'), evidence }
}

/** What tools were called, and how that went. */
export const answerTools: AnswerKind = async (answering) => {
  const { traces, scope, question } = answering
  const figures = await traces.toolFigures({ ...scope, range: rangeOf(question) })
  const meant = figures
    .filter(({ toolName }) => question.tool === undefined || toolName === question.tool)
    .slice(0, question.limit)
  const rows = meant.map((row) =>
    tableRow([
      codeSpan(row.toolName, 100),
      String(row.callCount),
      countOf(row.runCount, 'run'),
      readablePercent(row.failedCallCount / row.callCount),
      row.duration.p95 === null ? '' : readableDuration(row.duration.p95),
    ]),
  )
  if (rows.length === 0) return undefined
  const head = tableHead(['Tool', 'Calls', 'In', 'Failed', 'Slowest twentieth'])
  const evidence = await latestRuns(answering, { tool: meant[0]?.toolName })
  return { markdown: [head, ...rows].join('\n'), evidence }
}

async function latestRuns(
  { traces, scope, question }: Answering,
  about: { model?: string | undefined; tool?: string | undefined },
) {
  const page = { limit: question.limit, offset: 0 }
  const { runs } = await traces.runs({ ...scope, range: rangeOf(question), ...about, page })
  return runEvidence(runs)
}

function tableHead(cells: readonly string[]): string {
  return `${tableRow(cells)}\n${tableRow(cells.map(() => '---'))}`
}

/** A bar inside a cell would end it. */
function tableRow(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
}
