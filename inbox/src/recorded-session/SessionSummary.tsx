import type { FoundReport } from '../api-types.ts'
import { titleOf } from '../issues/list-filter.ts'
import { type PageFacts, pathOf } from '../page-facts.ts'
import { hrefTo } from '../routes.ts'
import { formatLength } from '../timeline/format-offset.ts'
import type { TimelineRow } from '../timeline/timeline-row.ts'
import { agentsHref } from '../agents/agents-href.ts'
import type { SessionRuns } from '../session-runs/use-session-runs.ts'
import { CopyButton } from '../ui/CopyButton.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Fact } from '../ui/Fact.tsx'

const numbers = new Intl.NumberFormat()
const absolute = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })

/** What in an address belongs to the session and the search only. */
const LEAVE = {
  entry: undefined,
  kinds: undefined,
  grep: undefined,
  q: undefined,
  kind: undefined,
}

interface Props {
  sessionId: string
  rows: readonly TimelineRow[]
  /** What agents did in it, when there is something. */
  runs: SessionRuns | undefined
  facts: PageFacts
  reports: readonly FoundReport[]
  query: URLSearchParams
  backHref: string
}

/** When and where it was; times in the timeline are counted from its start. */
export function SessionSummary(props: Props) {
  const { sessionId, rows, runs, facts, reports, query, backHref } = props
  const first = rows[0]?.event.time
  const last = rows.at(-1)?.event.time
  const url = rows[0]?.pageUrl || facts.url

  return (
    <header class="session-summary">
      <div class="session-bar">
        <a class="button quiet" href={backHref}>
          <Icon name="back" />
          Search
        </a>
        <h1>Session{first !== undefined && ` of ${absolute.format(first)}`}</h1>
        <span class="session-id secondary">
          <code title={sessionId}>{sessionId.slice(0, 8)}</code>
          <CopyButton compact text={sessionId} label="Copy session id" />
        </span>
      </div>
      <dl class="session-facts">
        {url && (
          <Fact name="Page">
            <code class="one-line" title={url}>
              {pathOf(url)}
            </code>
          </Fact>
        )}
        {facts.browser && (
          <Fact name="Browser">
            <span class="one-line" title={facts.userAgent}>
              {facts.browser}
            </span>
          </Fact>
        )}
        {first !== undefined && last !== undefined && (
          <Fact name="Length">{formatLength(last - first)}</Fact>
        )}
        <Fact name="Entries">{numbers.format(rows.length - (runs?.rows.length ?? 0))}</Fact>
        {runs && <RunCount runs={runs} query={query} />}
      </dl>
      {reports.length > 0 && (
        <nav class="session-reports" aria-label="Reports of this session">
          <span class="secondary">Reported</span>
          <ol>
            {reports.map((report) => (
              <li key={report.issueId}>
                <a
                  href={hrefTo({ page: 'issue', issueId: report.issueId }, query, LEAVE)}
                  title={report.userDescription}
                >
                  <Icon name="person" />
                  <span class="one-line">{titleOf(report)}</span>
                </a>
              </li>
            ))}
          </ol>
        </nav>
      )}
    </header>
  )
}

/** The API lists runs by session in production only. */
function RunCount({ runs, query }: { runs: SessionRuns; query: URLSearchParams }) {
  const { runCount, externalSessionId, rows } = runs
  const href = agentsHref(
    query,
    { part: 'runs' },
    { session: externalSessionId, range: '2M', source: undefined },
  )
  return (
    <Fact name="Agent runs">
      {rows[0]?.event.source === 'dev' ? (
        numbers.format(runCount)
      ) : (
        <a href={href}>{numbers.format(runCount)}</a>
      )}
    </Fact>
  )
}
