import { useLayoutEffect, useRef } from 'preact/hooks'

import type { SearchResult } from '../api-types.ts'
import { FoundReports } from './FoundReports.tsx'
import { Hit } from './Hit.tsx'
import { NothingFound } from './NothingFound.tsx'
import type { Search } from './read-search.ts'
import { useMore } from './use-more.ts'

interface Props {
  found: SearchResult & { asked: Search }
  /** Another search is under way, and this is still the one before. */
  isOld: boolean
  query: URLSearchParams
  hrefOf: (sessionId: string, entryId: string) => string
  loadMore: (cursor: string, signal: AbortSignal) => Promise<SearchResult>
}

/** Reports that match, then what happened, the newest first. */
export function Results({ found, isOld, query, hrefOf, loadMore }: Props) {
  const { asked, reports } = found
  const { hits, nextCursor, status, more } = useMore(found, loadMore)
  const list = useRef<HTMLOListElement>(null)
  const before = useRef(hits.length)

  // The focus goes on to what is new, also when the button it was on is gone.
  useLayoutEffect(() => {
    const row = list.current?.children[before.current]
    if (before.current < hits.length) row?.querySelector('a')?.focus({ preventScroll: true })
    before.current = hits.length
  }, [hits.length])

  const isNothing = hits.length === 0 && reports.length === 0
  return (
    <div class="results" aria-busy={isOld}>
      <p class="visually-hidden" role="status">
        {isNothing ? 'Nothing found' : sumUp(found, hits.length, nextCursor !== null)}
      </p>
      {isNothing && <NothingFound asked={asked} query={query} />}
      {reports.length > 0 && <FoundReports reports={reports} query={query} words={asked.text} />}
      {hits.length > 0 && (
        <section aria-labelledby="hits">
          <h2 id="hits">{asked.text ? 'What happened' : 'Newest problems'}</h2>
          <ol ref={list} class="hits card">
            {hits.map((hit) => (
              <Hit
                key={hit.entryId}
                hit={hit}
                words={asked.text}
                href={hrefOf(hit.sessionId, hit.entryId)}
              />
            ))}
          </ol>
          {nextCursor !== null && (
            <p class="more">
              {status === 'failed' && <span role="alert">More could not be loaded.</span>}
              <button type="button" class="button" disabled={status === 'loading'} onClick={more}>
                {status === 'failed' ? 'Try again' : status === 'loading' ? 'Loading…' : 'More'}
              </button>
            </p>
          )}
        </section>
      )}
      {reports.length > 0 && hits.length === 0 && (
        <p class="secondary">No error, warning or failed request matches.</p>
      )}
    </div>
  )
}

function sumUp({ reports, asked }: Props['found'], hits: number, isMore: boolean): string {
  const problems = `${hits} ${hits === 1 ? 'problem' : 'problems'}${isMore ? ', and there are more' : ''}`
  if (!asked.text) return `The newest ${problems}`
  if (reports.length === 0) return `Found ${problems}`
  return `Found ${reports.length} ${reports.length === 1 ? 'report' : 'reports'} and ${problems}`
}
