import { useRef } from 'preact/hooks'

import type { Live } from '../live.ts'
import { hrefTo, type Place } from '../routes.ts'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { Pages } from '../ui/Pages.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { IssueRow } from './IssueRow.tsx'
import { readListFilter } from './list-filter.ts'
import { ListFilters } from './ListFilters.tsx'
import type { IssueListing } from './load-issues.ts'
import { useListKeys } from './use-list-keys.ts'

interface Props {
  place: Place
  live: Live<IssueListing>
  onRetry: () => void
  /** The issue shown beside the list. */
  openId?: string
}

export function IssueList({ place: { query }, live, onRetry, openId }: Props) {
  const list = useRef<HTMLOListElement>(null)
  const filter = readListFilter(query)
  useListKeys(list, openId !== undefined)

  return (
    <section class={openId ? 'issue-list beside' : 'issue-list'} aria-label="Issues">
      <ListFilters
        query={query}
        filter={filter}
        total={live.status === 'ready' ? live.data.total : undefined}
      />
      {live.status === 'loading' && (
        <Skeleton widths={[92, 85, 96, 80, 90, 76]} label="Loading the issues" />
      )}
      {live.status === 'failed' && (
        <ErrorNotice title="The issues could not be loaded" error={live.error} onRetry={onRetry} />
      )}
      {live.status === 'ready' && (
        <>
          <div class="issue-columns" aria-hidden="true">
            <span>Priority</span>
            <span>Issue</span>
            <span>Page</span>
            <span>User</span>
            <span>Errors</span>
            <span>Failed requests</span>
            <span>Age</span>
          </div>
          <ol ref={list} class="issue-rows">
            {live.data.issues.map((issue) => (
              <IssueRow
                key={issue.issueId}
                issue={issue}
                isOpen={issue.issueId === openId}
                href={hrefTo({ page: 'issue', issueId: issue.issueId }, query, {
                  entry: undefined,
                  kinds: undefined,
                  grep: undefined,
                })}
              />
            ))}
          </ol>
          {live.data.issues.length === 0 && <NoneFound query={query} />}
          {live.data.searchedOnly && (
            <p class="list-note secondary">
              The newest {live.data.searchedOnly} issues were looked through.
            </p>
          )}
          <Pages
            page={filter.page}
            pages={live.data.pages}
            hrefOf={(page) =>
              hrefTo({ page: 'issues' }, query, { page: page > 1 ? String(page) : undefined })
            }
          />
        </>
      )}
    </section>
  )
}

function NoneFound({ query }: { query: URLSearchParams }) {
  const everything = hrefTo({ page: 'issues' }, query, {
    priority: undefined,
    find: undefined,
    page: undefined,
  })
  return (
    <div class="list-note">
      <p>No issue matches.</p>
      <a href={everything}>Show all issues</a>
    </div>
  )
}
