import { useCallback, useEffect, useRef } from 'preact/hooks'

import { search } from '../api.ts'
import type { Project } from '../api-types.ts'
import { useLive } from '../live.ts'
import { hrefTo, type Place } from '../routes.ts'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { FiguresStrip } from './FiguresStrip.tsx'
import { KindChoice } from './KindChoice.tsx'
import { readSearch } from './read-search.ts'
import { Results } from './Results.tsx'
import { SearchField } from './SearchField.tsx'
import { useSearchKeys } from './use-search-keys.ts'
import './search.css'

/** Errors, warnings, failed requests and reports by their words; without words the newest. */
export function SearchPage({ place: { query }, project }: { place: Place; project: Project }) {
  const { projectId } = project
  const main = useRef<HTMLElement>(null)
  const asked = readSearch(query)
  const key = JSON.stringify([projectId, asked])
  const [live, retry] = useLive({
    key,
    load: async (signal) => ({ key, asked, ...(await search(projectId, { ...asked, signal })) }),
    // What a person is reading stays in its place; the next search looks anew.
    nextAfter: useCallback(() => undefined, []),
  })
  useSearchKeys(main)

  useEffect(() => {
    document.title = `${asked.text ? `${asked.text.slice(0, 80)} · ` : ''}Search · Casefile`
  }, [asked.text])

  const isOld = live.status === 'ready' && live.data.key !== key
  const error = live.status === 'failed' || isOld ? live.error : undefined
  const hrefOf = useCallback(
    (sessionId: string, entryId: string) =>
      hrefTo({ page: 'session', sessionId }, query, { entry: entryId }),
    [query],
  )
  return (
    <main ref={main} class="search-page">
      <search>
        <h1>Search {isOld && !error && <span class="searching secondary">Searching…</span>}</h1>
        <SearchField query={query} />
        <KindChoice query={query} kind={asked.kind} />
      </search>
      {asked.text === '' && <FiguresStrip projectId={projectId} />}
      {error && <ErrorNotice title="The search did not succeed" error={error} onRetry={retry} />}
      {live.status === 'loading' && (
        <Skeleton widths={[30, 92, 85, 96, 80, 90]} label="Searching" />
      )}
      {live.status === 'ready' && !error && (
        <Results
          key={live.data.key}
          found={live.data}
          isOld={isOld}
          query={query}
          hrefOf={hrefOf}
          loadMore={(cursor, signal) => search(projectId, { ...live.data.asked, cursor, signal })}
        />
      )}
    </main>
  )
}
