import type { Json } from 'casefile/protocol'

import { isNestedDeeper } from '../http/json-depth.ts'
import type { SpanPart } from '../storage/traces/span-parts.ts'
import { scrubStatus } from './redact-status.ts'
import { scrubJson, scrubRules, scrubString, type Scrubbing } from './scrub-json.ts'

type Field = keyof (SpanPart & { kind: SpanPart['kind'] }) | string

/** What is looked at as text, or as JSON where it is that. */
const TEXTS: readonly Field[] = [
  'prompt',
  'systemPrompt',
  'response',
  'fullInput',
  'fullOutput',
  'args',
  'result',
  'toolDefinitions',
]
/** Short words that something is called by. */
const NAMES: readonly Field[] = [
  'agent',
  'toolName',
  'modelRequested',
  'modelUsed',
  'provider',
  'finishReason',
  'integrationId',
  'decisionKind',
]
/** Who says these of a user means to: only a project's own rules take them out. */
const IDENTITY: readonly Field[] = ['userId', 'userName', 'userEmail', 'orgId', 'orgName']
const OBJECTS: readonly Field[] = ['metadata', 'attributes', 'data', 'resultData']

/** Deeper JSON text is looked at as text. */
const MOST_LEVELS = 200

/** Takes secrets out of a part of a run, in place. Ids, by which parts find each other, stay. */
export function scrubPart(part: SpanPart, work: Scrubbing): void {
  // By name, because the kinds of parts have many of these fields in common.
  const fields = part as unknown as { [field: string]: unknown }
  const replace = (names: readonly Field[], scrub: (text: string, name: string) => unknown) => {
    for (const name of names) {
      const value = fields[name]
      if (typeof value === 'string') fields[name] = scrub(value, name)
    }
  }

  replace(TEXTS, (text, name) => scrubText(text, name, work))
  replace(NAMES, (text) => scrubString(text, { reads: 'name', name: '' }, work))
  replace(IDENTITY, (text, name) => scrubRules(name, text, work))
  replace(['statusMessage'], (text) => scrubStatus(text, work))
  for (const name of OBJECTS) {
    const value = fields[name]
    // It came out of a body of JSON, or of a format that has no other values than JSON has.
    if (typeof value === 'object' && value !== null)
      scrubJson(value as { [key: string]: Json }, work)
  }
}

/** JSON inside a text is scrubbed as JSON and stays a text; untouched when there is nothing in it. */
export function scrubText(text: string, name: string, work: Scrubbing): string {
  if (work.rules?.fields.has(name.toLowerCase())) return String(scrubRules(name, text, work))
  const value = parseContainer(text)
  if (!value) return scrubString(text, { reads: 'text', name: '' }, work)

  const before = sumOf(work)
  scrubJson(value, work)
  return sumOf(work) === before ? text : JSON.stringify(value)
}

function parseContainer(text: string): { [key: string]: Json } | Json[] | undefined {
  if (!/^\s{0,9}[[{]/.test(text)) return undefined
  if (text.length > MOST_LEVELS && isNestedDeeper(Buffer.from(text), MOST_LEVELS)) return undefined
  try {
    return JSON.parse(text) as { [key: string]: Json } | Json[]
  } catch {
    return undefined
  }
}

function sumOf({ findings }: Scrubbing): number {
  return Object.values(findings).reduce((sum, count) => sum + count, 0)
}
