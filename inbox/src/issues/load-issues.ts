import { getIssues } from '../api.ts'
import type { IssueItem } from '../api-types.ts'
import { isFiltered, matches, type ListFilter } from './list-filter.ts'

export interface IssueListing {
  issues: IssueItem[]
  /** How many match, as far as was looked. */
  total: number
  pages: number
  /** Set when older issues were not looked through. */
  searchedOnly?: number
}

const ISSUES_PER_PAGE = 50

/** The API filters nothing itself, so a filter reads the newest issues, this many at most. */
const MOST_SEARCHED = 1_000
const LARGEST_PAGE = 100

export async function loadIssues(
  projectId: string,
  filter: ListFilter,
  signal: AbortSignal,
): Promise<IssueListing> {
  if (isFiltered(filter)) return searchIssues(projectId, filter, signal)

  const { issues, total } = await getIssues(projectId, {
    page: filter.page,
    limit: ISSUES_PER_PAGE,
    signal,
  })
  return { issues, total, pages: Math.max(1, Math.ceil(total / ISSUES_PER_PAGE)) }
}

async function searchIssues(
  projectId: string,
  filter: ListFilter,
  signal: AbortSignal,
): Promise<IssueListing> {
  const read: IssueItem[] = []
  let total = Infinity

  for (let page = 1; read.length < Math.min(total, MOST_SEARCHED); page += 1) {
    const answer = await getIssues(projectId, { page, limit: LARGEST_PAGE, signal })
    total = answer.total
    read.push(...answer.issues)
    if (answer.issues.length === 0) break
  }

  const found = read.filter((issue) => matches(issue, filter))
  const first = (filter.page - 1) * ISSUES_PER_PAGE
  return {
    issues: found.slice(first, first + ISSUES_PER_PAGE),
    total: found.length,
    pages: Math.max(1, Math.ceil(found.length / ISSUES_PER_PAGE)),
    ...(read.length < total && { searchedOnly: read.length }),
  }
}
