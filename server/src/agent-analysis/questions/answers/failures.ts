import { codeSpan, escapeMarkdown } from '../../../markdown/escape-markdown.ts'
import type { Failure } from '../../../storage/traces/failure-store.ts'
import { countOf } from '../../text/readable.ts'
import { evidenceOf } from '../answer.ts'
import { rangeOf, type AnswerKind } from './answering.ts'

/** The failures that were met most. */
export const answerFailures: AnswerKind = async ({ traces, scope, question }) => {
  const all = await traces.failures({
    ...scope,
    range: rangeOf(question),
    order: 'events',
    direction: 'desc',
  })
  const { tool, limit } = question
  const meant = all
    .filter(({ toolName }) => tool === undefined || toolName === tool)
    .slice(0, limit)
  if (meant.length === 0) return undefined

  return {
    markdown: `The most common failures:\n\n${meant.map(say).join('\n')}`,
    evidence: evidenceOf(
      'failure',
      meant.map(({ failureId, message }) => ({ id: failureId, snippet: message.slice(0, 200) })),
    ),
  }
}

function say({ entityType, toolName, title, events, affectedRuns, sampleRunId }: Failure): string {
  const what = entityType === 'run' ? 'Runs' : `Tool ${codeSpan(toolName ?? 'unknown', 100)}`
  const extent = `${countOf(events, 'time')} in ${countOf(affectedRuns, 'run')}`
  return `1. ${what}: ${escapeMarkdown(title, 200)} (${extent}, e.g. ${codeSpan(sampleRunId)})`
}
