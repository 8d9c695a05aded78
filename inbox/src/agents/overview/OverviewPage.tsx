import { useEffect } from 'preact/hooks'

import type { Project } from '../../api-types.ts'
import { useLive } from '../../live.ts'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { agentsHref } from '../agents-href.ts'
import { readRange } from '../range.ts'
import { PageHead } from '../ui/PageHead.tsx'
import { Figures } from './Figures.tsx'
import { loadOverview } from './load-overview.ts'
import { ModelTable } from './ModelTable.tsx'
import type { Overview } from './overview-types.ts'
import { ToolTable } from './ToolTable.tsx'
import './overview.css'

const LOOK_AGAIN = 15_000

/** How the agents of a project do, in figures. */
export function OverviewPage({ query, project }: { query: URLSearchParams; project: Project }) {
  const { projectId } = project
  const range = readRange(query)
  const [live, retry] = useLive({
    key: `${projectId} ${range}`,
    load: (signal) => loadOverview(projectId, range, signal),
    nextAfter: () => LOOK_AGAIN,
  })

  useEffect(() => {
    document.title = 'Agents overview · Casefile'
  }, [])

  return (
    <section class="agents-page">
      <PageHead
        title="Overview"
        lead="How agents do in production."
        range={range}
        hrefOf={(range) => agentsHref(query, { part: 'overview' }, { range })}
      />
      {live.status === 'failed' && (
        <ErrorNotice title="The figures could not be read" error={live.error} onRetry={retry} />
      )}
      {live.status === 'loading' && (
        <Skeleton widths={[40, 90, 85, 90, 60]} label="Reading the figures" />
      )}
      {live.status === 'ready' && <Content overview={live.data} query={query} />}
    </section>
  )
}

function Content({ overview, query }: { overview: Overview; query: URLSearchParams }) {
  const { metrics, models, tools } = overview
  if (metrics.metrics.run_count === 0) {
    return (
      <div class="card nothing">
        <h2>No agent ran in production in this time</h2>
        <p>
          Look at a longer time, or see <a href={agentsHref(query, { part: 'runs' })}>the runs</a>:
          it says there how to send the first.
        </p>
      </div>
    )
  }
  return (
    <>
      <Figures overview={overview} />
      <ModelTable models={models} />
      <ToolTable tools={tools} />
    </>
  )
}
