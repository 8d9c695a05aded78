import { TallText } from '../../ui/TallText.tsx'
import { shortId } from '../ui/short-id.ts'
import { runHref } from '../agents-href.ts'
import type { InsightDetail } from './insight-types.ts'
import { SeverityTag } from './SeverityTag.tsx'

interface IssuesProps extends Pick<InsightDetail, 'issues'> {
  query: URLSearchParams
}

export function InsightIssues({ issues, query }: IssuesProps) {
  if (issues.length === 0) return null
  return (
    <section class="card run-part">
      <h2>What went wrong</h2>
      <ol class="findings">
        {issues.map(({ severity, title, quotes, run_ids: runIds }, index) => (
          <li key={index}>
            <p>
              <SeverityTag severity={severity} /> <strong class="captured">{title}</strong>
            </p>
            {quotes.map((quote, index) => (
              <TallText key={index} as="blockquote" class="captured">
                {quote}
              </TallText>
            ))}
            <RunLinks runIds={runIds} query={query} />
          </li>
        ))}
      </ol>
    </section>
  )
}

interface TrendsProps extends Pick<InsightDetail, 'trends'> {
  query: URLSearchParams
}

export function InsightTrends({ trends, query }: TrendsProps) {
  if (trends.length === 0) return null
  return (
    <section class="card run-part">
      <h2>What changed</h2>
      <ol class="findings">
        {trends.map(({ title, description, run_ids: runIds }, index) => (
          <li key={index}>
            <p>
              <strong class="captured">{title}</strong>
            </p>
            <p class="captured">{description}</p>
            <RunLinks runIds={runIds} query={query} />
          </li>
        ))}
      </ol>
    </section>
  )
}

/** Insights are of production. */
function RunLinks({ runIds, query }: { runIds: readonly string[]; query: URLSearchParams }) {
  if (runIds.length === 0) return null
  return (
    <p class="run-links">
      <span class="secondary">{runIds.length === 1 ? 'Run' : 'Runs'}</span>
      {runIds.map((runId) => (
        <a key={runId} href={runHref(query, { runId, source: 'prod' })} title={runId}>
          <code class="one-line">{shortId(runId)}</code>
        </a>
      ))}
    </p>
  )
}
