import { fromWireEntry, type Json, type RecordedEvent } from 'casefile/protocol'

import type { StoredEntry } from '../storage/event-store.ts'
import type { Issue } from '../storage/meta-store.ts'
import { codeBlock, codeSpan, escapeMarkdown } from './escape-markdown.ts'

/** A ticket is read by people; who needs more opens the issue. */
const MOST_ERRORS = 20
const MOST_CHARACTERS_AN_ERROR = 1500

/** The issue as a ticket. Every text of the page or the person is escaped: it is a stranger's. */
export function exportMarkdown(issue: Issue, entries: readonly StoredEntry[]): string {
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
    section('Environment', environment(issue)),
    section('Console errors', listed(events.flatMap(describeError))),
    section('Network errors', listed(events.flatMap(describeRequest))),
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

function environment({ metadata, sessionId, issueId, createdAt }: Issue): string {
  const { url } = metadata
  const page = typeof url === 'string' && url.trim() !== '' ? [`- **Page:** ${codeSpan(url)}`] : []
  const facts = [
    ['Title', metadata.title],
    ['Browser', metadata.browser],
    ['Viewport', viewportOf(metadata.viewport)],
    ['Language', metadata.language],
    ['Release', metadata.release],
    ['Reported', new Date(createdAt).toISOString()],
    ['Session', sessionId],
    ['Issue', issueId],
  ] as const
  const others = facts
    .filter(([, value]) => typeof value === 'string' && value.trim() !== '')
    .map(([name, value]) => `- **${name}:** ${escapeMarkdown(String(value))}`)
  return [...page, ...others].join('\n')
}

function viewportOf(viewport: Json | undefined): string | undefined {
  if (typeof viewport !== 'object' || viewport === null || Array.isArray(viewport)) return undefined
  const { width, height } = viewport
  return typeof width === 'number' && typeof height === 'number'
    ? `${width} × ${height}`
    : undefined
}

function listed(texts: readonly string[]): string {
  const shown = texts.slice(-MOST_ERRORS)
  if (shown.length === 0) return ''
  const left = texts.length - shown.length
  return `${codeBlock(shown.join('\n'), MOST_ERRORS * MOST_CHARACTERS_AN_ERROR)}${
    left > 0 ? `\n\n${left} earlier ones are left out.` : ''
  }`
}

function describeError(event: RecordedEvent): string[] {
  const time = new Date(event.time).toISOString()
  if (event.type === 'error') {
    const what = event.source === 'resource' ? `${event.name} did not load: ${event.url ?? ''}` : ''
    const text =
      what || `${event.name || 'Error'}: ${event.message}${event.stack ? `\n${event.stack}` : ''}`
    return [`${time} ${text.slice(0, MOST_CHARACTERS_AN_ERROR)}`]
  }
  if (event.type === 'console' && event.level === 'error') {
    return [`${time} ${event.message.slice(0, MOST_CHARACTERS_AN_ERROR)}`]
  }
  return []
}

function describeRequest(event: RecordedEvent): string[] {
  if (event.type !== 'network') return []
  const { time, method, url, outcome, status, error } = event
  const failed = outcome === 'failed' || outcome === 'timeout'
  if (!failed && status < 400) return []
  const result = failed ? `no answer${error ? ` (${error})` : ''}` : String(status)
  const line = `${new Date(time).toISOString()} ${method} ${url}: ${result}`
  return [line.slice(0, MOST_CHARACTERS_AN_ERROR)]
}
