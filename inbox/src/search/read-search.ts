import type { FoundKind } from '../api-types.ts'

const KINDS = ['error', 'warning', 'failed-request'] as const

export interface Search {
  /** Empty for the newest of everything. */
  text: string
  /** Undefined for all kinds, and reports. */
  kind: FoundKind | undefined
}

/** The collector takes no more. */
export const LONGEST_TEXT = 300

export function readSearch(query: URLSearchParams): Search {
  const text = (query.get('q') ?? '').slice(0, LONGEST_TEXT).trim()
  const kind = query.get('kind')
  return {
    // Only words are looked for; dots and dashes alone would find everything.
    text: /[\p{L}\p{N}]/u.test(text) ? text : '',
    kind: KINDS.find((known) => known === kind),
  }
}
