import { useEffect } from 'preact/hooks'

import type { Project } from '../api-types.ts'
import { InstallPage } from '../install/InstallPage.tsx'
import { IssuePage } from '../issue/IssuePage.tsx'
import { useLive } from '../live.ts'
import type { Place } from '../routes.ts'
import { IssueList } from './IssueList.tsx'
import { isFiltered, readListFilter } from './list-filter.ts'
import { loadIssues } from './load-issues.ts'
import './issues.css'

/** How often the list looks for news; a filter costs several requests, so it looks less often. */
const LOOK_AGAIN = 4_000
const LOOK_AGAIN_FILTERED = 15_000

/** The list alone, or beside the issue that is open. */
export function IssuesPage({ place, project }: { place: Place; project: Project }) {
  const { route, query } = place
  const filter = readListFilter(query)
  const [live, retry] = useLive({
    key: JSON.stringify([project.projectId, filter]),
    load: (signal) => loadIssues(project.projectId, filter, signal),
    nextAfter: () => (isFiltered(filter) ? LOOK_AGAIN_FILTERED : LOOK_AGAIN),
  })

  useEffect(() => {
    if (route.page === 'issues') document.title = 'Issues · Casefile'
  }, [route.page])

  if (route.page === 'issue') {
    return (
      <div class="issues-layout">
        <IssueList place={place} live={live} onRetry={retry} openId={route.issueId} />
        <IssuePage key={route.issueId} issueId={route.issueId} query={query} />
      </div>
    )
  }

  const isEmpty = live.status === 'ready' && live.data.total === 0 && !isFiltered(filter)
  return isEmpty ? (
    <InstallPage project={project} isFirst />
  ) : (
    <main>
      <IssueList place={place} live={live} onRetry={retry} />
    </main>
  )
}
