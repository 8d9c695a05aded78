import { navigate } from '../../routes.ts'
import { Icon } from '../../ui/Icon.tsx'
import type { RunSummary } from '../agent-types.ts'
import { formatNumber } from '../ui/format.ts'
import { RangeChoice } from '../ui/RangeChoice.tsx'
import { NarrowField } from './NarrowField.tsx'
import { NARROWED_BY, type NarrowedBy, type RunFilter } from './run-filter.ts'
import { runsHref } from './runs-href.ts'

interface Props {
  query: URLSearchParams
  filter: RunFilter
  total: number | undefined
  /** Whose agents, users and organizations are offered. */
  runs: readonly RunSummary[]
}

const SOURCES = [
  { source: 'prod', label: 'Production' },
  { source: 'dev', label: 'Development' },
] as const

const STATUSES = [
  { status: undefined, label: 'All' },
  { status: 'error', label: 'Failed' },
  { status: 'ok', label: 'OK' },
] as const

const NAMES: { [name in NarrowedBy]: string } = {
  text: 'Words',
  agent: 'Agent',
  user: 'User',
  org: 'Organization',
  session: 'Session',
}

const FIELDS = ['text', 'agent', 'user', 'org'] as const

const BY: { [name in (typeof FIELDS)[number]]: string } = {
  text: 'in prompt, answer or error',
  agent: 'by its exact name',
  user: 'by its exact id',
  org: 'by its exact id',
}

const OFFERED: {
  [name in (typeof FIELDS)[number]]: (run: RunSummary) => string | null
} = {
  text: () => null,
  agent: (run) => run.agent,
  user: (run) => run.external_user_id,
  org: (run) => run.external_org_id,
}

export function RunFilters({ query, filter, total, runs }: Props) {
  const narrowed = NARROWED_BY.filter((name) => filter[name] !== undefined)
  return (
    <search class="run-filters">
      <h1>Runs {total !== undefined && <span class="secondary">{formatNumber(total)}</span>}</h1>
      <nav class="chips" aria-label="Source">
        {SOURCES.map(({ source, label }) => (
          <a
            key={source}
            class="chip"
            href={runsHref(query, { source: source === 'dev' ? source : undefined })}
            aria-current={source === filter.source ? 'true' : undefined}
          >
            {label}
          </a>
        ))}
      </nav>
      <RangeChoice chosen={filter.range} hrefOf={(range) => runsHref(query, { range })} />
      {filter.source === 'prod' && (
        <nav class="chips" aria-label="Status">
          {STATUSES.map(({ status, label }) => (
            <a
              key={label}
              class="chip"
              href={runsHref(query, { status })}
              aria-current={status === filter.status ? 'true' : undefined}
            >
              {label}
            </a>
          ))}
        </nav>
      )}
      <div class="narrow-fields">
        {FIELDS.filter((name) => filter[name] === undefined).map((name) => (
          <NarrowField
            key={name}
            label={NAMES[name]}
            by={BY[name]}
            offered={runs.flatMap((run) => OFFERED[name](run) ?? [])}
            onNarrow={(value) => navigate(runsHref(query, { [name]: value }))}
          />
        ))}
      </div>
      {narrowed.length > 0 && (
        <div class="chips" role="group" aria-label="Only runs of">
          {narrowed.map((name) => (
            <a key={name} class="chip narrowed" href={runsHref(query, { [name]: undefined })}>
              <span class="one-line" title={filter[name]}>
                {NAMES[name]}: {filter[name]}
              </span>
              <Icon name="close" />
              <span class="visually-hidden">Remove this filter</span>
            </a>
          ))}
        </div>
      )}
    </search>
  )
}
