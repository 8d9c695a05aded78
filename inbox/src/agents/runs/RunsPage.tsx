import { useEffect, useRef } from 'preact/hooks'

import type { Project } from '../../api-types.ts'
import { useLive } from '../../live.ts'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { Pages } from '../../ui/Pages.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useLinkKeys } from '../../ui/use-link-keys.ts'
import { runHref } from '../agents-href.ts'
import { loadRuns } from './load-runs.ts'
import { NoRuns } from './NoRuns.tsx'
import { RunFilters } from './RunFilters.tsx'
import { readRunFilter } from './run-filter.ts'
import { RunRow } from './RunRow.tsx'
import { runsHref } from './runs-href.ts'
import './runs.css'

const LOOK_AGAIN = 4_000

/** Runs of agents, newest first, as they come in. */
export function RunsPage({ query, project }: { query: URLSearchParams; project: Project }) {
  const { projectId } = project
  const list = useRef<HTMLOListElement>(null)
  const filter = readRunFilter(query)
  const [live, retry] = useLive({
    key: JSON.stringify([projectId, filter]),
    load: (signal) => loadRuns(projectId, filter, signal),
    nextAfter: () => LOOK_AGAIN,
  })
  useLinkKeys(list)

  useEffect(() => {
    document.title = 'Agent runs · Casefile'
  }, [])

  const runs = live.status === 'ready' ? live.data.runs : []
  return (
    <section class="run-list" aria-label="Runs">
      <RunFilters
        query={query}
        filter={filter}
        total={live.status === 'ready' ? live.data.total : undefined}
        runs={runs}
      />
      {live.status === 'loading' && (
        <Skeleton widths={[92, 85, 96, 80, 90, 76]} label="Loading the runs" />
      )}
      {live.status === 'failed' && (
        <ErrorNotice title="The runs could not be loaded" error={live.error} onRetry={retry} />
      )}
      {live.status === 'ready' && live.data.total === 0 && (
        <NoRuns query={query} filter={filter} ever={live.data.ever} />
      )}
      {live.status === 'ready' && live.data.total > 0 && (
        <>
          <div class="run-columns" aria-hidden="true">
            <span />
            <span>Prompt</span>
            <span>Agent</span>
            <span>User</span>
            <span title="Requests to models and calls of tools">Steps · tools</span>
            <span>Duration</span>
            <span>Tokens</span>
            <span>Cost</span>
            <span />
            <span>Began</span>
          </div>
          <ol ref={list} class="run-rows">
            {runs.map((run) => (
              <RunRow
                key={run.run_id}
                run={run}
                href={runHref(query, { runId: run.run_id, source: run.source })}
              />
            ))}
          </ol>
          <Pages
            page={filter.page}
            pages={live.data.pages}
            hrefOf={(page) => runsHref(query, { page: page > 1 ? String(page) : undefined })}
          />
        </>
      )}
    </section>
  )
}
