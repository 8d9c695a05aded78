import { writeFact, type CaptureEvent, type Json } from 'casefile/protocol'

import type { Issue } from '../storage/meta/issue-store.ts'
import { codeSpan, escapeMarkdown } from '../markdown/escape-markdown.ts'

/** A page may record anything as a fact; a ticket shows what fits. */
const MOST_FACTS = 30

type Fields = { [name: string]: Json | undefined }

/** Names as people write them; other facts go under their own. */
const NAMES: { [fact: string]: string } = {
  title: 'Title',
  browser: 'Browser',
  viewport: 'Viewport',
  language: 'Language',
  timeZone: 'Time zone',
  colorScheme: 'Colour scheme',
  release: 'Release',
}

/** Of the person and the app, not of the environment; the issue itself has them. */
const LEFT_OUT = ['url', 'user', 'context', 'sdk', 'referrer']

/** What came with the issue and, where that says nothing, what the page recorded of itself. */
export function environment(
  { metadata, sessionId, issueId, createdAt }: Issue,
  events: readonly CaptureEvent[],
): string {
  const recorded = events.filter((event) => event.type === 'environment').at(-1)?.facts
  const fields: Fields = { ...recorded, ...metadata }
  const others = Object.keys(recorded ?? {}).filter((name) => !(name in NAMES))
  const names = [...Object.keys(NAMES), ...others.filter((name) => !LEFT_OUT.includes(name))]

  const facts: [name: string, value: string][] = [
    ...names.slice(0, MOST_FACTS).map((name) => factOf(name, fields[name])),
    ['Reported', new Date(createdAt).toISOString()],
    ['Session', sessionId],
    ['Issue', issueId],
  ]
  const { url } = metadata
  const page = typeof url === 'string' && url.trim() !== '' ? [`- **Page:** ${codeSpan(url)}`] : []
  const lines = facts
    .filter(([, value]) => value.trim() !== '')
    .map(([name, value]) => `- **${escapeMarkdown(name, 60)}:** ${escapeMarkdown(value, 500)}`)
  return [...page, ...lines].join('\n')
}

function factOf(name: string, value: Json = null): [name: string, value: string] {
  const known = NAMES[name]
  if (known === undefined) return writeFact(name, value)
  if (name === 'viewport') return [known, viewportOf(value)]
  // In a known place only text is of use; a client may have put anything there.
  return [known, typeof value === 'string' ? value : '']
}

function viewportOf(viewport: Json): string {
  if (typeof viewport !== 'object' || viewport === null || Array.isArray(viewport)) return ''
  const { width, height } = viewport
  return typeof width === 'number' && typeof height === 'number' ? `${width} × ${height}` : ''
}

const VITALS = ['LCP', 'INP', 'CLS', 'FCP', 'TTFB'] as const

/** One line, e.g. `LCP 4200 ms (poor), CLS 0.03 (good)`; each as it last was. */
export function vitals(events: readonly CaptureEvent[]): string {
  return VITALS.flatMap((name) => {
    const vital = events.filter((event) => event.type === 'vital' && event.name === name).at(-1)
    if (vital?.type !== 'vital') return []
    const value = name === 'CLS' ? vital.value.toFixed(2) : `${Math.round(vital.value)} ms`
    return [`${name} ${value} (${vital.rating.replace('-', ' ')})`]
  }).join(', ')
}
