import { useMemo } from 'preact/hooks'

import { BarChart } from '../ui/BarChart.tsx'
import { formatBucket, stepOf } from '../ui/format-bucket.ts'
import { formatCost, formatLasting, formatNumber } from '../ui/format.ts'
import { figuresOf } from './figures.ts'
import type { MetricsStep, Overview } from './overview-types.ts'

/** The figures with their charts, and the same as a table. */
export function Figures({ overview }: { overview: Overview }) {
  const figures = useMemo(() => figuresOf(overview), [overview])
  const { timeseries } = overview.metrics
  const first = timeseries[0]?.bucket
  const step = stepOf(timeseries)

  return (
    <>
      <section class="agent-figures" aria-label="Figures">
        {figures.map(({ name, value, note, bars }) => (
          <figure key={name} class="card agent-figure">
            <figcaption>
              <span class="secondary">{name}</span> <strong>{value}</strong>{' '}
              <span class="secondary">{note}</span>
            </figcaption>
            <BarChart bars={bars} />
            <p class="figure-ends" aria-hidden="true">
              <span>{first && formatBucket(first, step)}</span>
              <span>now</span>
            </p>
          </figure>
        ))}
      </section>
      <details class="card agent-table">
        <summary>The figures as a table</summary>
        <SeriesTable steps={timeseries} step={step} />
      </details>
    </>
  )
}

function SeriesTable({ steps, step }: { steps: MetricsStep[]; step: number }) {
  const busy = steps.filter(({ run_count: runs }) => runs > 0).reverse()
  return (
    <div class="table-box" tabIndex={0} role="region" aria-label="The figures over time">
      <table>
        <thead>
          <tr>
            <th scope="col">From</th>
            <th scope="col">Runs</th>
            <th scope="col">Failed</th>
            <th scope="col">Duration on average</th>
            <th scope="col">Tokens</th>
            <th scope="col">Cost</th>
          </tr>
        </thead>
        <tbody>
          {busy.map((each) => (
            <tr key={each.bucket}>
              <th scope="row">{formatBucket(each.bucket, step)}</th>
              <td>{formatNumber(each.run_count)}</td>
              <td>{formatNumber(each.error_count)}</td>
              <td>{each.avg_duration_ms === null ? '' : formatLasting(each.avg_duration_ms)}</td>
              <td>{formatNumber(each.total_tokens)}</td>
              <td>{formatCost(each.cost)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
