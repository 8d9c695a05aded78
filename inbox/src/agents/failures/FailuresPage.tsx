import { useEffect, useRef } from 'preact/hooks'

import type { Project } from '../../api-types.ts'
import { useLive } from '../../live.ts'
import { hrefTo } from '../../routes.ts'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useLinkKeys } from '../../ui/use-link-keys.ts'
import { agentsHref } from '../agents-href.ts'
import { formatPlural } from '../ui/format.ts'
import { PageHead } from '../ui/PageHead.tsx'
import { getFailures } from './failure-api.ts'
import { ORDERS, readFailureFilter, STATUSES, type FailureFilter } from './failure-filter.ts'
import { FailureRow } from './FailureRow.tsx'
import './failures.css'

const LOOK_AGAIN = 8_000

/** What fails, like with like. */
export function FailuresPage({ query, project }: { query: URLSearchParams; project: Project }) {
  const { projectId } = project
  const list = useRef<HTMLOListElement>(null)
  const filter = readFailureFilter(query)
  const [live, retry] = useLive({
    key: JSON.stringify([projectId, filter]),
    load: (signal) => getFailures(projectId, filter, signal),
    nextAfter: () => LOOK_AGAIN,
  })
  useLinkKeys(list)

  useEffect(() => {
    document.title = 'Agent failures · Casefile'
  }, [])

  const hrefWith = (changes: { [name: string]: string | undefined }) =>
    hrefTo({ page: 'agents', part: 'failures' }, query, changes)
  return (
    <section class="agents-page">
      <PageHead
        title="Failures"
        lead="Runs and tool calls that failed in production; those that look alike are one."
        range={filter.range}
        hrefOf={(range) => hrefWith({ range })}
      >
        <Choices filter={filter} hrefWith={hrefWith} />
      </PageHead>
      {live.status === 'failed' && (
        <ErrorNotice title="The failures could not be loaded" error={live.error} onRetry={retry} />
      )}
      {live.status === 'loading' && (
        <Skeleton widths={[92, 85, 96, 80]} label="Loading the failures" />
      )}
      {live.status === 'ready' &&
        (live.data.length === 0 ? (
          <NoFailures filter={filter} allHref={hrefWith({ status: 'all', kind: undefined })} />
        ) : (
          <>
            <p class="visually-hidden" role="status">
              {formatPlural(live.data.length, 'failure')}
            </p>
            <ol ref={list} class="failure-rows card">
              {live.data.map((failure) => (
                <FailureRow
                  key={failure.failure_id}
                  failure={failure}
                  href={agentsHref(query, { part: 'failures', id: failure.failure_id })}
                />
              ))}
            </ol>
          </>
        ))}
    </section>
  )
}

interface ChoicesProps {
  filter: FailureFilter
  hrefWith: (changes: { [name: string]: string | undefined }) => string
}

function Choices({ filter, hrefWith }: ChoicesProps) {
  const kinds = [
    { kind: undefined, label: 'Runs and tools' },
    { kind: 'run', label: 'Runs' },
    { kind: 'tool_call', label: 'Tools' },
  ] as const
  return (
    <>
      <nav class="chips" aria-label="Status">
        {STATUSES.map(({ name, status, label }) => (
          <a
            key={label}
            class="chip"
            href={hrefWith({ status: name })}
            aria-current={status === filter.status ? 'true' : undefined}
          >
            {label}
          </a>
        ))}
      </nav>
      <nav class="chips" aria-label="What failed">
        {kinds.map(({ kind, label }) => (
          <a
            key={label}
            class="chip"
            href={hrefWith({ kind })}
            aria-current={kind === filter.kind ? 'true' : undefined}
          >
            {label}
          </a>
        ))}
      </nav>
      <nav class="chips" aria-label="Order">
        {ORDERS.map(({ name, order, label }) => (
          <a
            key={label}
            class="chip"
            href={hrefWith({ order: name })}
            aria-current={order === filter.order ? 'true' : undefined}
          >
            {label}
          </a>
        ))}
      </nav>
    </>
  )
}

function NoFailures({ filter, allHref }: { filter: FailureFilter; allHref: string }) {
  const isAll = filter.status === undefined && filter.kind === undefined
  return (
    <div class="card nothing">
      <h2>{isAll ? 'Nothing failed in this time' : 'No such failure in this time'}</h2>
      <p>
        Runs and tool calls that end with an error are gathered here.{' '}
        {!isAll && <a href={allHref}>Show failures of every status</a>}
      </p>
    </div>
  )
}
