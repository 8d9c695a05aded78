import type { IssueItem } from '../api-types.ts'
import { nameUser, readPageFacts } from '../page-facts.ts'

export const PRIORITIES = ['P0', 'P1', 'P2', 'P3'] as const

export interface ListFilter {
  priorities: string[]
  text: string
  page: number
}

export function readListFilter(query: URLSearchParams): ListFilter {
  const page = Number(query.get('page'))
  return {
    priorities: (query.get('priority') ?? '').split(',').filter((priority) => priority !== ''),
    text: query.get('find') ?? '',
    page: Number.isInteger(page) && page > 0 ? page : 1,
  }
}

export function isFiltered({ priorities, text }: ListFilter): boolean {
  return priorities.length > 0 || text.trim() !== ''
}

export function matches(issue: IssueItem, { priorities, text }: ListFilter): boolean {
  if (priorities.length > 0 && !priorities.includes(issue.priority ?? '')) return false

  const facts = readPageFacts(issue.metadata)
  const said = [
    issue.userDescription,
    issue.ai_summary,
    issue.issueId,
    facts.url,
    nameUser(facts.user),
    facts.user?.email,
  ]
  return said.join('\n').toLowerCase().includes(text.trim().toLowerCase())
}

/** The first line that says something. */
export function titleOf({ userDescription }: { userDescription: string }): string {
  return userDescription.trim().split('\n', 1)[0] ?? ''
}
