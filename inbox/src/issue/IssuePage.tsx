import { getIssue } from '../api.ts'
import { useLive } from '../live.ts'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'

export function IssuePage({ issueId }: { issueId: string; query: URLSearchParams }) {
  const [live, retry] = useLive({
    key: issueId,
    load: (signal) => getIssue(issueId, signal),
    nextAfter: (issue) => (issue.analysis_status === 'pending' ? 2_000 : undefined),
  })

  if (live.status === 'loading')
    return <Skeleton widths={[60, 90, 40, 80]} label="Loading the issue" />
  if (live.status === 'failed') {
    return <ErrorNotice title="This issue could not be loaded" error={live.error} onRetry={retry} />
  }
  return <main class="issue">{live.data.userDescription}</main>
}
