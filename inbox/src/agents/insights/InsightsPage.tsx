import { useEffect, useRef } from 'preact/hooks'

import type { Project } from '../../api-types.ts'
import { useLive } from '../../live.ts'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useLinkKeys } from '../../ui/use-link-keys.ts'
import { askAgents, queryOf } from '../agent-api.ts'
import { agentsHref } from '../agents-href.ts'
import type { Insight } from './insight-types.ts'
import { SeverityTag } from './SeverityTag.tsx'
import './insights.css'

const LOOK_AGAIN = 60_000
/** Two years of them. */
const MOST_SHOWN = 104
const SEVERITIES = ['high', 'medium', 'low'] as const
const days = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' })

/** What stood out, week by week. */
export function InsightsPage({ query, project }: { query: URLSearchParams; project: Project }) {
  const { projectId } = project
  const list = useRef<HTMLOListElement>(null)
  const [live, retry] = useLive({
    key: projectId,
    load: async (signal) => {
      const path = `insights?${queryOf({ limit: MOST_SHOWN })}`
      const { insights } = await askAgents<{ insights: Insight[] }>(projectId, path, { signal })
      return insights
    },
    nextAfter: () => LOOK_AGAIN,
  })
  useLinkKeys(list)

  useEffect(() => {
    document.title = 'Insights · Casefile'
  }, [])

  return (
    <section class="agents-page">
      <header class="page-head">
        <h1>Insights</h1>
        <p class="secondary">What stood out in production, week by week.</p>
      </header>
      {live.status === 'failed' && (
        <ErrorNotice title="The insights could not be loaded" error={live.error} onRetry={retry} />
      )}
      {live.status === 'loading' && <Skeleton widths={[60, 92, 85]} label="Loading the insights" />}
      {live.status === 'ready' && live.data.length === 0 && (
        <div class="card nothing">
          <h2>The first insight comes when a week is over</h2>
          <p>
            Each Monday the week before is summed up: what changed, what failed, what people asked
            for. Until then, <a href={agentsHref(query, { part: 'ask' })}>ask</a> about any time.
          </p>
        </div>
      )}
      {live.status === 'ready' && live.data.length > 0 && (
        <ol ref={list} class="insight-rows">
          {live.data.map((insight) => (
            <li key={insight.insight_id} class="card">
              <h2>
                <a href={agentsHref(query, { part: 'insights', id: insight.insight_id })}>
                  {insight.title}
                </a>
              </h2>
              <p class="secondary">{periodOf(insight)}</p>
              <p class="captured">{insight.summary}</p>
              <p class="tags">
                {SEVERITIES.map((severity) => (
                  <SeverityTag
                    key={severity}
                    severity={severity}
                    count={insight.severity_counts[severity]}
                  />
                ))}
              </p>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}

/** The end is the first moment that is no longer in it. */
export function periodOf({ period: { from, to } }: Pick<Insight, 'period'>): string {
  return days.formatRange(Date.parse(from), Date.parse(to) - 1)
}
