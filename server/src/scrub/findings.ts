/** What is counted: by the name of its field, by its look, by a project's own rule, or cut off. */
export const FINDING_KINDS = [
  'field',
  'email',
  'card',
  'jwt',
  'private-key',
  'credential',
  'rule',
  'too-deep',
] as const

export type FindingKind = (typeof FINDING_KINDS)[number]

/** How many values were changed, by kind. A value that held several things counts once. */
export type Findings = { [Kind in FindingKind]: number }

export function noFindings(): Findings {
  return {
    field: 0,
    email: 0,
    card: 0,
    jwt: 0,
    'private-key': 0,
    credential: 0,
    rule: 0,
    'too-deep': 0,
  }
}

/** By its look, what was in a text that had to be changed. */
export function kindOfSecret(text: string): FindingKind {
  if (/eyJ[\w-]{8}/.test(text)) return 'jwt'
  if (/:\/\/[^\s/?#]*@/.test(text)) return 'credential'
  if (text.includes('PRIVATE KEY-----')) return 'private-key'
  if (/[^\s/:]@[\p{L}\d_-]+\.|%40/u.test(text)) return 'email'
  if (/(?<!\d)\d(?:[ \xa0-]?\d){12,18}(?!\d)/.test(text)) return 'card'
  return 'credential'
}
