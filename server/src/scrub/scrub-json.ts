import {
  NAME,
  namesSecret,
  REDACTED,
  redactSelector,
  redactText,
  redactTokens,
  redactUrl,
  type Json,
} from 'casefile/protocol'

import { fieldKind, type FieldKind } from './field-kind.ts'
import { kindOfSecret, type FindingKind, type Findings } from './findings.ts'
import { hasField, type CompiledRules } from './rules.ts'
import { mayHoldSecret } from './secret-signs.ts'

/** One piece of captured data on its way through the rules. */
export interface Scrubbing {
  findings: Findings
  /** The project's own rules, when it has any. */
  rules: CompiledRules | undefined
  /** Values that were hidden for their name. They may stand in a message as well. */
  hidden: string[]
  /** How many fields of objects were looked at. */
  fields: number
}

type JsonObject = { [key: string]: Json }

/** Nobody reads deeper, and what reads it next must not run out of stack. */
const MOST_LEVELS = 200
const TOO_DEEP = `[deeper than ${MOST_LEVELS} levels]`

/** A field that carries another one's value: `{name: 'Cookie', value: …}`. */
const CARRIERS = ['value', 'oldValue', 'newValue']

/** The shortest card number has thirteen digits. */
const SHORTEST_LONG_NUMBER = 1e11

/** Takes secrets out of an object or a list, in place. */
export function scrubJson(value: JsonObject | Json[], work: Scrubbing, level = 1): void {
  if (Array.isArray(value)) scrubList(value, work, level)
  else scrubObject(value, work, level)
}

function scrubObject(object: JsonObject, work: Scrubbing, level: number): void {
  let renamed = false
  let carries = false

  for (const field in object) {
    work.fields += 1
    const kind = fieldKind(field)
    const value = object[field]!
    if (kind.name !== field) renamed = true
    if (field === 'value') carries = true
    const scrubbed = scrubField(field, value, kind, work, level)
    // Writing what is there already would cost more than all of the rest.
    if (scrubbed !== value) object[field] = scrubbed
  }

  if (carries && (isSecretName(object.name) || isSecretName(object.key))) hideCarried(object, work)
  if (renamed) rename(object, work)
}

function scrubField(
  field: string,
  value: Json,
  kind: FieldKind,
  work: Scrubbing,
  level: number,
): Json {
  if (kind.reads === 'secret') return hide(value, work, 'field')
  if (work.rules && hasField(work.rules, field)) return hide(value, work, 'rule')
  return scrubValue(value, level === 1 ? kind : ITEM, work, level)
}

function scrubList(list: Json[], work: Scrubbing, level: number): void {
  let before: Json | undefined
  for (let index = 0; index < list.length; index += 1) {
    const value = list[index]!
    const isPlain = typeof value === 'string' || typeof value === 'number'
    const isNamed = isPlain && typeof before === 'string' && namesSecret(before, NAME)
    const scrubbed = isNamed ? hide(value, work, 'field') : scrubValue(value, ITEM, work, level)
    if (scrubbed !== value) list[index] = scrubbed
    before = value
  }
}

const ITEM: FieldKind = { reads: 'text', name: '' }

function scrubValue(value: Json, kind: FieldKind, work: Scrubbing, level: number): Json {
  if (typeof value === 'string') return scrubString(value, kind, work)
  if (typeof value === 'object' && value !== null) {
    if (level === MOST_LEVELS) {
      work.findings['too-deep'] += 1
      return TOO_DEEP
    }
    scrubJson(value, work, level + 1)
    return value
  }
  if (typeof value === 'number' && Math.abs(value) >= SHORTEST_LONG_NUMBER) {
    const text = String(value)
    return scrubString(text, ITEM, work) === text ? value : REDACTED
  }
  return value
}

/** A text without its secrets, by what its field is for. */
export function scrubString(text: string, { reads }: FieldKind, work: Scrubbing): string {
  const scrubbed = work.rules?.pattern ? applyPattern(text, work.rules.pattern) : text
  if (scrubbed !== text) work.findings.rule += 1
  if (mayHoldSecret(scrubbed) || (reads === 'selector' && scrubbed.includes('\\'))) {
    const clean = redactAs(reads, scrubbed)
    if (clean !== scrubbed) work.findings[kindOfSecret(scrubbed)] += 1
    return clean
  }
  return scrubbed
}

/** A text that is meant as it is, but for what the project itself wants taken out. */
export function scrubRules(field: string, text: string, work: Scrubbing): Json {
  const { rules } = work
  if (!rules) return text
  if (hasField(rules, field)) return hide(text, work, 'rule')
  const scrubbed = rules.pattern ? applyPattern(text, rules.pattern) : text
  if (scrubbed !== text) work.findings.rule += 1
  return scrubbed
}

/** What was taken out before is no text that a rule was made for. */
function applyPattern(text: string, pattern: RegExp): string {
  return text
    .split(REDACTED)
    .map((piece) => piece.replace(pattern, REDACTED))
    .join(REDACTED)
}

function redactAs(reads: FieldKind['reads'], text: string): string {
  switch (reads) {
    case 'address':
      // A sentence in such a field is no address.
      return /\s/.test(text) ? redactText(text) : redactUrl(text)
    case 'name':
      return redactTokens(text)
    case 'selector':
      return redactSelector(text)
    default:
      return redactText(text)
  }
}

/** Booleans and empty values say that there is a secret, or none, and not which. */
function hide(value: Json, { findings, hidden }: Scrubbing, kind: FindingKind): Json {
  if (typeof value === 'boolean' || value === null || value === '' || value === REDACTED) {
    return value
  }
  if (typeof value === 'string' || typeof value === 'number') hidden.push(String(value))
  findings[kind] += 1
  return REDACTED
}

function isSecretName(value: Json | undefined): boolean {
  return typeof value === 'string' && fieldKind(value).reads === 'secret'
}

function hideCarried(object: JsonObject, work: Scrubbing): void {
  for (const field of CARRIERS) {
    const value = object[field]
    if (value !== undefined) object[field] = hide(value, work, 'field')
  }
}

/** Puts every field in again, so that they keep their order. */
function rename(object: JsonObject, { findings }: Scrubbing): void {
  for (const [field, value] of Object.entries(object)) {
    const { name } = fieldKind(field)
    if (name !== field) findings[kindOfSecret(field)] += 1
    delete object[field]
    object[name] = value
  }
}
