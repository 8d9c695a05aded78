import { useEffect } from 'preact/hooks'

import type { Project } from '../../api-types.ts'
import { useLive } from '../../live.ts'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { askAgents } from '../agent-api.ts'
import { agentsHref } from '../agents-href.ts'
import { Comparison } from './Comparison.tsx'
import { InsightIssues, InsightTrends } from './InsightFindings.tsx'
import { periodOf } from './InsightsPage.tsx'
import type { InsightDetail } from './insight-types.ts'
import { Topics } from './Topics.tsx'
import './insights.css'

interface Props {
  query: URLSearchParams
  project: Project
  insightId: string
}

export function InsightPage({ query, project: { projectId }, insightId }: Props) {
  const [live, retry] = useLive({
    key: `${projectId} ${insightId}`,
    load: async (signal) => {
      const path = `insights/${encodeURIComponent(insightId)}`
      const { insight } = await askAgents<{ insight: InsightDetail }>(projectId, path, { signal })
      return insight
    },
    // A week that is over does not change.
    nextAfter: () => undefined,
  })
  const title = live.status === 'ready' ? live.data.title : undefined

  useEffect(() => {
    document.title = `${title ?? 'Insight'} · Casefile`
  }, [title])

  if (live.status === 'loading')
    return <Skeleton widths={[30, 60, 92, 85]} label="Loading the insight" />
  if (live.status === 'failed' && live.error.code !== 'not-found')
    return (
      <ErrorNotice title="This insight could not be loaded" error={live.error} onRetry={retry} />
    )
  if (live.status === 'failed') {
    return (
      <div class="notice card">
        <h1>There is no such insight</h1>
        <p>It may be of another project.</p>
        <a class="button" href={agentsHref(query, { part: 'insights' })}>
          All insights
        </a>
      </div>
    )
  }
  return <Insight insight={live.data} query={query} />
}

function Insight({ insight, query }: { insight: InsightDetail; query: URLSearchParams }) {
  return (
    <article class="agents-page">
      <header class="page-top">
        <a class="button quiet" href={agentsHref(query, { part: 'insights' })}>
          <Icon name="back" />
          Insights
        </a>
        <h1>{insight.title}</h1>
        <p class="secondary">{periodOf(insight)}</p>
        <p class="insight-summary captured">{insight.summary}</p>
      </header>
      <Comparison comparison={insight.metrics_comparison} />
      <InsightIssues issues={insight.issues} query={query} />
      <InsightTrends trends={insight.trends} query={query} />
      <Topics topics={insight.topics} />
      {insight.highlights.length > 0 && (
        <section class="card run-part">
          <h2>Highlights</h2>
          <ul class="bullets">
            {insight.highlights.map((highlight, index) => (
              <li key={index} class="captured">
                {highlight}
              </li>
            ))}
          </ul>
        </section>
      )}
    </article>
  )
}
