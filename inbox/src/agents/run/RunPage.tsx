import { useEffect } from 'preact/hooks'

import type { Project } from '../../api-types.ts'
import { useLive } from '../../live.ts'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { agentsHref } from '../agents-href.ts'
import type { RunDetail } from '../agent-types.ts'
import { firstLine } from '../ui/first-line.ts'
import { loadRun } from './load-run.ts'
import { RunDossier } from './RunDossier.tsx'
import './run.css'

/** Parts of a run may come after it, and patterns are found a little later. */
const LATE_WITHIN = 60_000
const LOOK_AGAIN = 2_000

interface Props {
  query: URLSearchParams
  project: Project
  runId: string
}

export function RunPage({ query, project: { projectId }, runId }: Props) {
  const wanted = query.get('source')
  const source = wanted === 'dev' || wanted === 'prod' ? wanted : undefined
  const [live, retry] = useLive({
    key: JSON.stringify([projectId, runId, source]),
    load: (signal) => loadRun(projectId, { runId, source }, signal),
    nextAfter: (run) => (isGoingOn(run) ? LOOK_AGAIN : undefined),
  })
  const title = live.status === 'ready' ? firstLine(live.data.prompt ?? runId) : undefined

  useEffect(() => {
    document.title = title ? `${title.slice(0, 80)} · Agent run · Casefile` : 'Run · Casefile'
  }, [title])

  if (live.status === 'ready')
    return <RunDossier run={live.data} query={query} projectId={projectId} />
  if (live.status === 'loading')
    return <Skeleton widths={[40, 70, 92, 88, 95, 80]} label="Loading the run" />
  if (live.error.code === 'not-found') return <UnknownRun query={query} />
  return <ErrorNotice title="This run could not be loaded" error={live.error} onRetry={retry} />
}

function isGoingOn({ end_time: end }: RunDetail): boolean {
  return end === null || Date.now() - Date.parse(end) < LATE_WITHIN
}

function UnknownRun({ query }: { query: URLSearchParams }) {
  return (
    <div class="notice card">
      <h1>There is no such run</h1>
      <p>It may be of another project, not have arrived yet, or its time to be kept is over.</p>
      <a class="button" href={agentsHref(query, { part: 'runs' })}>
        All runs
      </a>
    </div>
  )
}
