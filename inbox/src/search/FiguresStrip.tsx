import { useCallback } from 'preact/hooks'

import { useLive } from '../live.ts'
import { formatDuration } from '../timeline/format-value.ts'
import { type Figure, hourAt, loadFigures, peakOf } from './figures.ts'

const LOOK_AGAIN = 60_000
const numbers = new Intl.NumberFormat()
const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' })
const count = (value: number) => numbers.format(value)

/** Errors, failed requests and how long requests took, in the last 24 hours. */
export function FiguresStrip({ projectId }: { projectId: string }) {
  const [live] = useLive({
    key: projectId,
    load: (signal) => loadFigures(projectId, signal),
    nextAfter: useCallback(() => LOOK_AGAIN, []),
  })

  if (live.status === 'failed')
    return <p class="figures-note secondary">The figures of the last 24 hours could not be read.</p>
  // Its room is kept, so that nothing jumps when the figures come.
  if (live.status === 'loading') return <div class="figures" aria-hidden="true" />

  const { from, errors, failedRequests, p95 } = live.data
  return (
    <section class="figures" aria-label="The last 24 hours">
      <Chart name="Errors" lane="error" figure={errors} from={from} format={count} />
      <Chart
        name="Failed requests"
        lane="network"
        figure={failedRequests}
        from={from}
        format={count}
      />
      <Chart
        name="Requests, p95"
        title="95 of 100 requests took at most this long"
        lane="page"
        figure={p95}
        from={from}
        format={formatDuration}
      />
    </section>
  )
}

interface ChartProps {
  name: string
  title?: string
  lane: string
  figure: Figure
  from: number
  format: (value: number) => string
}

function Chart({ name, title, lane, figure, from, format }: ChartProps) {
  const peak = peakOf(figure, from)
  const said = (value: number | null) => (value === null ? 'none' : format(value))

  return (
    <figure class="figure card" data-lane={lane}>
      <figcaption>
        <span class="secondary" title={title}>
          {name}
        </span>{' '}
        <strong>{said(figure.value)}</strong>
        <span class="visually-hidden">
          {' '}
          in the last 24 hours
          {peak && `; most in the hour from ${clock.format(peak.time)}: ${format(peak.value)}`}
        </span>
      </figcaption>
      <div class="figure-bars" aria-hidden="true">
        {figure.hours.map((value, index) => (
          <span key={index} title={`from ${clock.format(hourAt(from, index))}: ${said(value)}`}>
            {value !== null && value > 0 && peak && (
              <span style={{ blockSize: `${(value / peak.value) * 100}%` }} />
            )}
          </span>
        ))}
      </div>
      <p class="figure-ends" aria-hidden="true">
        <span>24 h ago</span>
        <span>now</span>
      </p>
    </figure>
  )
}
