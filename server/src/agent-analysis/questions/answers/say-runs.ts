import { codeSpan, escapeMarkdown } from '../../../markdown/escape-markdown.ts'
import { readableCost, readableDuration, readableTime } from '../../text/readable.ts'
import type { RunSummary } from '../../../storage/traces/run-reader.ts'
import { evidenceOf, type AnswerEvidence } from '../answer.ts'

const MOST_QUOTED = 120

/** A list of runs, each with its id and what makes it worth a look. */
export function sayRuns(runs: readonly RunSummary[]): string {
  return runs.map((run) => `- ${codeSpan(run.runId)} ${describe(run)}`).join('\n')
}

export function runEvidence(runs: readonly RunSummary[]): AnswerEvidence[] {
  return evidenceOf(
    'run',
    runs.map((run) => ({ id: run.runId, snippet: snippetOf(run) })),
  )
}

/** `, as in run a, run b` */
export function citing(runIds: readonly string[]): string {
  return runIds.length === 0 ? '' : `, as in ${runIds.map((id) => codeSpan(id)).join(', ')}`
}

function snippetOf({ prompt, statusMessage, response }: RunSummary): string {
  return (statusMessage ?? prompt ?? response ?? '').slice(0, 200)
}

function describe(run: RunSummary): string {
  const facts = [
    readableTime(run.startTime),
    run.endTime === null ? 'not ended' : readableDuration(run.endTime - run.startTime),
    run.cost === null ? '' : readableCost(run.cost),
    run.statusCode === 2
      ? `failed: ${escapeMarkdown(run.statusMessage ?? 'no message', MOST_QUOTED)}`
      : '',
    run.feedback?.text ? `“${escapeMarkdown(run.feedback.text, MOST_QUOTED)}”` : '',
  ].filter((fact) => fact !== '')
  const prompt = run.prompt === null ? '' : `“${escapeMarkdown(run.prompt, MOST_QUOTED)}” `
  return `${prompt}(${facts.join(', ')})`
}
