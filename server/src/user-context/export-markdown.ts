import { fromWireEntry } from 'casefile/protocol'

import type { AgentEvidence } from '../analysis/analyzer.ts'
import type { StoredEntry } from '../storage/event-store.ts'
import type { Issue } from '../storage/meta/issue-store.ts'
import { codeBlock, escapeMarkdown } from '../markdown/escape-markdown.ts'
import { describeAgentFailures } from './export-agents.ts'
import { describeError, describeRequest, MOST_CHARACTERS_AN_ERROR } from './export-errors.ts'
import { environment, vitals } from './export-environment.ts'

/** A ticket is read by people; who needs more opens the issue. */
const MOST_ERRORS = 20

/** The issue as a ticket. Every text of the page or the person is escaped: it is a stranger's. */
export function exportMarkdown(
  issue: Issue,
  entries: readonly StoredEntry[],
  agentFailures: readonly AgentEvidence[] = [],
): string {
  const { analysis } = issue
  const events = entries.map(fromWireEntry)
  const sections = [
    `## Issue: ${escapeMarkdown(issue.userDescription, 5000)}`,
    `**Priority:** ${analysis?.priority ?? 'Unassigned'}`,
    `**Impact:** ${analysis ? `${analysis.impactScore}/100` : 'Unassigned'}`,
    section('Description', paragraphs(issue.userDescription)),
    analysis && section('Summary', escapeMarkdown(analysis.summary)),
    analysis?.probableCause && section('Probable cause', escapeMarkdown(analysis.probableCause)),
    analysis && section('Steps to reproduce', numbered(analysis.steps)),
    section('Environment', environment(issue, events)),
    section('Web vitals', vitals(events)),
    section('Console errors', listed(events.flatMap(describeError))),
    section('Network errors', listed(events.flatMap(describeRequest))),
    section('Agents', describeAgentFailures(agentFailures)),
  ]
  return `${sections.filter(Boolean).join('\n\n')}\n`
}

function section(title: string, content: string): string {
  return content && `### ${title}\n\n${content}`
}

/** The heading holds all words in one line; where the person wrote several, they are kept here. */
function paragraphs(description: string): string {
  const lines = description.split(/\r\n|\r|\n/)
  return lines.length === 1 ? '' : lines.map((line) => `> ${escapeMarkdown(line, 5000)}`).join('\n')
}

function numbered(steps: readonly string[]): string {
  return steps.map((step, index) => `${index + 1}. ${escapeMarkdown(step)}`).join('\n')
}

function listed(texts: readonly string[]): string {
  const shown = texts.slice(-MOST_ERRORS)
  if (shown.length === 0) return ''
  const left = texts.length - shown.length
  return `${codeBlock(shown.join('\n'), MOST_ERRORS * MOST_CHARACTERS_AN_ERROR)}${
    left > 0 ? `\n\n${left} earlier ones are left out.` : ''
  }`
}
