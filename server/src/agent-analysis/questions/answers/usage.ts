import { codeSpan } from '../../../markdown/escape-markdown.ts'
import {
  countOf,
  readableCost,
  readableDuration,
  readableNumber,
  readablePercent,
} from '../../text/readable.ts'
import type { Findings } from '../answer.ts'
import type { Question } from '../question.ts'
import { rangeOf, type Answering, type AnswerKind } from './answering.ts'
import { runEvidence } from './say-runs.ts'

const MOST_CITED = 3

/** What was asked of models, and what it cost. */
export const answerModels: AnswerKind = async (answering) => {
  const { traces, scope, question } = answering
  const figures = await traces.modelFigures({ ...scope, range: rangeOf(question) })
  const all = figures.reduce((sum, { stepCount }) => sum + stepCount, 0)
  const meant = choose(question, figures, {
    isMeant: ({ model }) => question.model === undefined || model === question.model,
    failed: ({ failedStepCount }) => failedStepCount,
    count: ({ stepCount }) => stepCount,
  })
  const rows = meant.map((row) => [
    codeSpan(row.model, 100),
    readableNumber(row.stepCount),
    readablePercent(row.stepCount / all),
    readablePercent(row.failedStepCount / row.stepCount),
    readableNumber(row.promptTokens + row.completionTokens),
    readableCost(row.cost),
  ])
  return tableOf(answering, {
    head: ['Model', 'Steps', 'Share', 'Failed', 'Tokens', 'Cost'],
    rows,
    about: { model: meant[0]?.model },
  })
}

/** What tools were called, and how that went. */
export const answerTools: AnswerKind = async (answering) => {
  const { traces, scope, question } = answering
  const figures = await traces.toolFigures({ ...scope, range: rangeOf(question) })
  const meant = choose(question, figures, {
    isMeant: ({ toolName }) => question.tool === undefined || toolName === question.tool,
    failed: ({ failedCallCount }) => failedCallCount,
    count: ({ callCount }) => callCount,
  })
  const rows = meant.map((row) => [
    codeSpan(row.toolName, 100),
    readableNumber(row.callCount),
    countOf(row.runCount, 'run'),
    readablePercent(row.failedCallCount / row.callCount),
    row.duration.p95 === null ? '' : readableDuration(row.duration.p95),
  ])
  return tableOf(answering, {
    head: ['Tool', 'Calls', 'In', 'Failed', 'Slowest twentieth'],
    rows,
    about: { tool: meant[0]?.toolName },
  })
}

/** Those asked for: who asks what fails gets what does, the most often failing first. */
function choose<Row>(
  { status, limit }: Question,
  figures: readonly Row[],
  read: {
    isMeant: (row: Row) => boolean
    failed: (row: Row) => number
    count: (row: Row) => number
  },
): Row[] {
  const meant = figures.filter(read.isMeant)
  if (status !== 'error') return meant.slice(0, limit)
  const rate = (row: Row) => read.failed(row) / read.count(row)
  return meant
    .filter((row) => read.failed(row) > 0)
    .sort((a, b) => rate(b) - rate(a) || read.failed(b) - read.failed(a))
    .slice(0, limit)
}

/** The table, and runs of its first line to look at. */
async function tableOf(
  { traces, scope, question }: Answering,
  {
    head,
    rows,
    about,
  }: {
    head: readonly string[]
    rows: readonly (readonly string[])[]
    about: { model?: string | undefined; tool?: string | undefined }
  },
): Promise<Findings | undefined> {
  if (rows.length === 0) return undefined
  const page = { limit: question.limit, offset: 0 }
  const range = rangeOf(question)
  const { runs } = await traces.runs({ ...scope, range, ...about, page })
  const latest = runs.slice(0, MOST_CITED).map(({ runId }) => codeSpan(runId))
  const table = [tableHead(head), ...rows.map(tableRow)].join('\n')
  return {
    markdown: `${table}\n\nThe latest runs of the first: ${latest.join(', ')}.`,
    evidence: runEvidence(runs),
  }
}

function tableHead(cells: readonly string[]): string {
  return `${tableRow(cells)}\n${tableRow(cells.map(() => '---'))}`
}

/** A bar inside a cell would end it. */
function tableRow(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
}
