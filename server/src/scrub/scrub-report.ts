import type { Json } from 'casefile/protocol'

import { scrubJson, scrubRules, scrubString, type Scrubbing } from './scrub-json.ts'

type JsonObject = { [key: string]: Json }

/** What `identify` takes. An app that names its user's e-mail address means to send it. */
const IDENTITY = ['id', 'name', 'email']

/** A report's text without secrets; its metadata are changed in place. */
export function scrubReport(text: string, metadata: JsonObject, work: Scrubbing): string {
  const { user } = metadata
  const told = isObject(user) ? takeTexts(user) : []
  scrubJson(metadata, work)
  for (const [field, value] of told) (user as JsonObject)[field] = scrubRules(field, value, work)
  return scrubString(text, { reads: 'text', name: '' }, work)
}

/** Empties the fields, in their places, so that nothing is found in them. */
function takeTexts(user: JsonObject): [string, string][] {
  const told: [string, string][] = []
  for (const field of IDENTITY) {
    const value = user[field]
    if (typeof value !== 'string') continue
    told.push([field, value])
    user[field] = ''
  }
  return told
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
