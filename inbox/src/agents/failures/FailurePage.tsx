import { useEffect } from 'preact/hooks'

import type { Project } from '../../api-types.ts'
import { useLive } from '../../live.ts'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { Fact } from '../../ui/Fact.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { TallText } from '../../ui/TallText.tsx'
import { Time } from '../../ui/Time.tsx'
import { agentsHref } from '../agents-href.ts'
import { formatPlural } from '../ui/format.ts'
import { getFailure } from './failure-api.ts'
import { FailureSamples } from './FailureSamples.tsx'
import { FailureStatusChange } from './FailureStatusChange.tsx'
import { FailureTimeline } from './FailureTimeline.tsx'
import type { FailureDetail } from './failure-types.ts'
import './failures.css'

const LOOK_AGAIN = 5_000

interface Props {
  query: URLSearchParams
  project: Project
  failureId: string
}

export function FailurePage({ query, project: { projectId }, failureId }: Props) {
  const [live, retry] = useLive({
    key: `${projectId} ${failureId}`,
    load: (signal) => getFailure(projectId, failureId, signal),
    nextAfter: () => LOOK_AGAIN,
  })
  const title = live.status === 'ready' ? live.data.title : undefined

  useEffect(() => {
    document.title = `${title?.slice(0, 80) ?? 'Failure'} · Casefile`
  }, [title])

  if (live.status === 'loading')
    return <Skeleton widths={[30, 80, 60, 90]} label="Loading the failure" />
  if (live.status === 'ready')
    return (
      <FailureDossier failure={live.data} projectId={projectId} query={query} onChanged={retry} />
    )
  if (live.error.code === 'not-found') {
    return (
      <div class="notice card">
        <h1>There is no such failure</h1>
        <p>It may be of another project, or the runs that showed it are no longer kept.</p>
        <a class="button" href={agentsHref(query, { part: 'failures' })}>
          All failures
        </a>
      </div>
    )
  }
  return <ErrorNotice title="This failure could not be loaded" error={live.error} onRetry={retry} />
}

interface DossierProps {
  failure: FailureDetail
  projectId: string
  query: URLSearchParams
  onChanged: () => void
}

function FailureDossier({ failure, projectId, query, onChanged }: DossierProps) {
  const { tool_name: tool, models, agents } = failure
  return (
    <article class="agents-page">
      <header class="page-top">
        <a class="button quiet" href={agentsHref(query, { part: 'failures' })}>
          <Icon name="back" />
          Failures
        </a>
        <TallText as="h1" class="captured">
          {failure.title || failure.message}
        </TallText>
        <dl class="run-facts">
          <Fact name={tool === null ? 'What' : 'Tool'}>
            {tool === null ? 'The run itself' : <code class="captured">{tool}</code>}
          </Fact>
          <Fact name="Happened">{formatPlural(failure.events, 'time')}</Fact>
          <Fact name="In">
            {formatPlural(failure.affected_runs, 'run')},{' '}
            {formatPlural(failure.affected_sessions, 'session')},{' '}
            {formatPlural(failure.affected_users, 'user')}
          </Fact>
          <Fact name="First">
            <Time at={failure.first_seen} />
          </Fact>
          <Fact name="Last">
            <Time at={failure.last_seen} />
          </Fact>
          {agents.length > 0 && <Fact name="Agents">{agents.join(', ')}</Fact>}
          {models.length > 0 && <Fact name="Models">{models.join(', ')}</Fact>}
        </dl>
        <FailureStatusChange failure={failure} projectId={projectId} onChanged={onChanged} />
      </header>
      <FailureTimeline timeline={failure.timeline} />
      <FailureSamples samples={failure.samples} query={query} />
    </article>
  )
}
