import { useCallback, useEffect } from 'preact/hooks'

import { getOutcomes } from '../api.ts'
import type { Project } from '../api-types.ts'
import { useLive } from '../live.ts'
import { hrefTo, type Place } from '../routes.ts'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { IntakeChart } from './IntakeChart.tsx'
import { IntakeTable } from './IntakeTable.tsx'
import { countSeen, rowsOf, type Outcomes } from './outcomes.ts'
import './intake.css'

const HOUR = 60 * 60_000
const RANGES = [
  { name: 'hour', label: 'Last hour', duration: HOUR },
  { name: 'day', label: 'Last day', duration: 24 * HOUR },
  { name: 'week', label: 'Last week', duration: 7 * 24 * HOUR },
] as const

const numbers = new Intl.NumberFormat()

/** What came in for a project, what did not, and why. */
export function IntakePage({ place, project }: { place: Place; project: Project }) {
  const { projectId } = project
  const wanted = place.query.get('range')
  const range = RANGES.find(({ name }) => name === wanted) ?? RANGES[1]
  const [outcomes, retry] = useLive({
    key: `${projectId} ${range.name}`,
    load: (signal) => getOutcomes(projectId, { duration: range.duration, signal }),
    nextAfter: useCallback(() => 5_000, []),
  })

  useEffect(() => {
    document.title = 'Intake · Casefile'
  }, [])

  return (
    <main class="intake">
      <header>
        <h1>Intake</h1>
        <p class="secondary">
          What pages and agents sent to {project.name}, and what did not make it.
        </p>
        <nav class="ranges" aria-label="Time">
          {RANGES.map(({ name, label }) => (
            <a
              key={name}
              class="chip"
              href={hrefTo({ page: 'intake' }, place.query, { range: name })}
              aria-current={name === range.name ? 'true' : undefined}
            >
              {label}
            </a>
          ))}
        </nav>
      </header>
      {outcomes.status === 'failed' && (
        <ErrorNotice
          title="The counters could not be read"
          error={outcomes.error}
          onRetry={retry}
        />
      )}
      {outcomes.status === 'loading' && (
        <Skeleton widths={[40, 90, 85, 90, 60]} label="Reading the counters" />
      )}
      {outcomes.status === 'ready' && <Intake outcomes={outcomes.data} place={place} />}
    </main>
  )
}

function Intake({ outcomes, place }: { outcomes: Outcomes; place: Place }) {
  const { totals, parts, collector, storage } = outcomes
  const entries = rowsOf(totals, ['entries'])
  const tables = [
    { title: 'Entries', note: 'Each entry counts once, however often it was sent.', rows: entries },
    {
      title: 'Requests',
      note: 'Pages send again what was refused for now.',
      rows: rowsOf(totals, ['requests']),
    },
    { title: 'Reports', note: 'What people pressed Send on.', rows: rowsOf(totals, ['issues']) },
    { title: 'Recordings', note: 'Pieces of replays.', rows: rowsOf(totals, ['replay']) },
    {
      title: 'Agent runs',
      note: 'Runs, steps, tool calls and events, as often as they were sent.',
      rows: rowsOf(totals, ['spans']),
    },
    {
      title: 'Without a project',
      note: 'Requests whose key belongs to nobody, for the collector as a whole.',
      rows: rowsOf(collector, ['requests']),
    },
  ]

  return (
    <>
      {storage?.isFull && (
        <p class="card storage-full" role="status">
          <strong>The collector takes in nothing: its disk has no room left.</strong> Pages keep
          what they could not send. Free some space, or lower --max-days; it goes on by itself.
        </p>
      )}
      {totals.length === 0 ? (
        <section class="card nothing">
          <h2>Nothing was sent in this time</h2>
          <p>
            What pages send is counted here within a second, also what is refused.{' '}
            <a href={hrefTo({ page: 'install' }, place.query, { range: undefined })}>
              Add Casefile to a page
            </a>{' '}
            or look at a longer time.
          </p>
        </section>
      ) : (
        <>
          <Summary {...countSeen(entries)} />
          <IntakeChart parts={parts} />
        </>
      )}
      {tables.map((table) => (
        <IntakeTable key={table.title} {...table} />
      ))}
    </>
  )
}

function Summary({ seen, missing }: { seen: number; missing: number }) {
  const entries = seen === 1 ? '1 entry was sent' : `${numbers.format(seen)} entries were sent`
  return (
    <p class="intake-summary">
      {entries};{' '}
      {missing === 0 ? (
        'all of it is here.'
      ) : (
        <strong>{numbers.format(missing)} did not make it.</strong>
      )}
    </p>
  )
}
