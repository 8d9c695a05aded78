import { readRange, type RangeName } from '../range.ts'
import type { RunStatus, Source } from '../agent-types.ts'

export interface RunFilter {
  source: Source
  range: RangeName
  status: RunStatus | undefined
  agent: string | undefined
  user: string | undefined
  org: string | undefined
  session: string | undefined
  /** Words that all occur in it. */
  text: string | undefined
  page: number
}

/** What is typed to narrow by; all but the text are exact. */
export const NARROWED_BY = ['text', 'agent', 'user', 'org', 'session'] as const

export type NarrowedBy = (typeof NARROWED_BY)[number]

export function readRunFilter(query: URLSearchParams): RunFilter {
  const source = query.get('source') === 'dev' ? 'dev' : 'prod'
  const status = query.get('status')
  const page = Number(query.get('page'))
  const read = (name: NarrowedBy) => query.get(name)?.trim() || undefined

  return {
    source,
    range: readRange(query),
    // The API narrows runs in development by neither.
    status: source === 'prod' && (status === 'ok' || status === 'error') ? status : undefined,
    session: source === 'prod' ? read('session') : undefined,
    agent: read('agent'),
    user: read('user'),
    org: read('org'),
    text: read('text'),
    page: Number.isInteger(page) && page > 0 ? page : 1,
  }
}

export function isFiltered(filter: RunFilter): boolean {
  return filter.status !== undefined || NARROWED_BY.some((name) => filter[name] !== undefined)
}
