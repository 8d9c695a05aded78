import { getVisits } from '../../api.ts'
import { useLive } from '../../live.ts'
import { titleOf } from '../../issues/list-filter.ts'
import { hrefTo } from '../../routes.ts'
import { runEntryId } from '../../session-runs/entry-ids.ts'
import { Icon } from '../../ui/Icon.tsx'
import { agentsHref } from '../agents-href.ts'
import type { RunDetail } from '../agent-types.ts'

const LOOK_AGAIN = 10_000

interface Props {
  run: RunDetail
  query: URLSearchParams
  projectId: string
}

/** Where the run happened: the recorded session of the page with the same id, and its reports. */
export function RunSession({ run, query, projectId }: Props) {
  const { session_id: sessionId, run_id: runId, source } = run
  const [live] = useLive({
    key: `${projectId} ${sessionId}`,
    load: async (signal) =>
      sessionId === null ? [] : getVisits(projectId, { externalSessionId: sessionId, signal }),
    // The page may send its first entries after the agent has begun.
    nextAfter: (visits) => (sessionId !== null && visits.length === 0 ? LOOK_AGAIN : undefined),
  })
  if (sessionId === null) return null

  const [visit] = live.status === 'ready' ? live.data : []
  const kept = new URLSearchParams(
    query.has('project') ? { project: query.get('project') ?? '' } : {},
  )
  return (
    <nav class="run-session card" aria-label="Session of this run">
      <Icon name="person" />
      {visit ? (
        <a
          href={hrefTo({ page: 'session', sessionId: visit.sessionId }, kept, {
            entry: runEntryId(runId),
          })}
        >
          What happened on the page
        </a>
      ) : (
        <span class="one-line" title={sessionId}>
          Session <code>{sessionId}</code>
        </span>
      )}
      {source === 'prod' && (
        <a href={agentsHref(query, { part: 'runs' }, { session: sessionId, range: '2M' })}>
          Runs of this session
        </a>
      )}
      {visit && visit.reports.length > 0 && (
        <span class="run-reports">
          <span class="secondary">Reported</span>
          {visit.reports.map((report) => (
            <a
              key={report.issueId}
              class="one-line"
              href={hrefTo({ page: 'issue', issueId: report.issueId }, kept)}
              title={report.userDescription}
            >
              {titleOf(report)}
            </a>
          ))}
        </span>
      )}
      {!visit && live.status === 'ready' && (
        <span class="secondary">No page has recorded this session.</span>
      )}
    </nav>
  )
}
