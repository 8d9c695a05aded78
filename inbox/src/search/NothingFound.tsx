import { hrefTo } from '../routes.ts'
import type { Search } from './read-search.ts'

export function NothingFound({
  asked: { text, kind },
  query,
}: {
  asked: Search
  query: URLSearchParams
}) {
  if (!text && !kind)
    return (
      <div class="nothing card">
        <h2>Nothing has gone wrong yet</h2>
        <p>Errors, warnings and failed requests of your pages will be here, the newest first.</p>
        <a href={hrefTo({ page: 'install' }, query)}>Add Casefile to a page</a>
      </div>
    )

  return (
    <div class="nothing card">
      <h2 class="captured">{text ? `Nothing found for “${text}”` : 'Nothing of this kind yet'}</h2>
      {text && (
        <p>
          Searched are errors, warnings, failed requests and reports, not every log line. All words
          must occur; the last one may be unfinished, and words in "quotes" stand together.
        </p>
      )}
      {kind && (
        <a href={hrefTo({ page: 'search' }, query, { kind: undefined })}>Search all kinds</a>
      )}
    </div>
  )
}
