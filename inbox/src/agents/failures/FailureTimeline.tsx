import { useMemo } from 'preact/hooks'

import { BarChart } from '../ui/BarChart.tsx'
import { formatBucket } from '../ui/format-bucket.ts'
import { formatNumber, formatPlural } from '../ui/format.ts'
import { fillDays } from './fill-days.ts'
import type { FailureDetail } from './failure-types.ts'

const DAY = 24 * 60 * 60_000

/** How often it happened, day by day up to today. */
export function FailureTimeline({ timeline }: Pick<FailureDetail, 'timeline'>) {
  const days = useMemo(() => fillDays(timeline, Date.now()), [timeline])
  const [first] = days
  if (!first) return null

  return (
    <section class="card run-part">
      <h2>Over time</h2>
      <BarChart
        bars={days.map(({ bucket, events }) => ({
          title: `${formatBucket(bucket, DAY)}: ${formatPlural(events, 'time')}`,
          parts: [{ tone: 'bad', value: events }],
        }))}
      />
      <p class="figure-ends" aria-hidden="true">
        <span>{formatBucket(first.bucket, DAY)}</span>
        <span>today</span>
      </p>
      <table class="visually-hidden">
        <caption>How often it happened</caption>
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col">Times</th>
          </tr>
        </thead>
        <tbody>
          {timeline.map(({ bucket, events }) => (
            <tr key={bucket}>
              <th scope="row">{formatBucket(bucket, DAY)}</th>
              <td>{formatNumber(events)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
