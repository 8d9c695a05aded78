import { useEffect } from 'preact/hooks'

import { getIssue } from '../api.ts'
import { useLive } from '../live.ts'
import { titleOf } from '../issues/list-filter.ts'
import { hrefTo } from '../routes.ts'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { IssueDossier } from './IssueDossier.tsx'
import { IssueSkeleton } from './IssueSkeleton.tsx'
import './issue.css'

const LOOK_AGAIN = 1_500

export function IssuePage({ issueId, query }: { issueId: string; query: URLSearchParams }) {
  const [live, retry] = useLive({
    key: issueId,
    load: (signal) => getIssue(issueId, signal),
    nextAfter: (issue) => (issue.analysis_status === 'pending' ? LOOK_AGAIN : undefined),
  })
  const title = live.status === 'ready' ? titleOf(live.data) : undefined

  useEffect(() => {
    document.title = title ? `${title.slice(0, 80)} · Casefile` : 'Issue · Casefile'
  }, [title])

  if (live.status === 'loading') return <IssueSkeleton />
  if (live.status === 'ready') return <IssueDossier issue={live.data} query={query} />
  if (live.error.code === 'not-found') return <UnknownIssue issueId={issueId} query={query} />
  return (
    <main>
      <ErrorNotice title="This issue could not be loaded" error={live.error} onRetry={retry} />
    </main>
  )
}

function UnknownIssue({ issueId, query }: { issueId: string; query: URLSearchParams }) {
  return (
    <main class="notice card">
      <h1>There is no such issue</h1>
      <p>
        This collector has no issue <code class="captured">{issueId}</code>. It may belong to
        another collector, or its time to be kept is over.
      </p>
      <a class="button" href={hrefTo({ page: 'issues' }, query, { entry: undefined })}>
        All issues
      </a>
    </main>
  )
}
