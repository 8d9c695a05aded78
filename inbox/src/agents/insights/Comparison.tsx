import { Icon } from '../../ui/Icon.tsx'
import {
  formatCompact,
  formatCost,
  formatLasting,
  formatNumber,
  formatPercent,
} from '../ui/format.ts'
import type { InsightDetail } from './insight-types.ts'

/** The week and the one before, side by side. */
export function Comparison({ comparison }: { comparison: InsightDetail['metrics_comparison'] }) {
  return (
    <section class="card agent-table">
      <h2>Against the week before</h2>
      <div class="table-box" tabIndex={0} role="region" aria-label="Figures of both weeks">
        <table>
          <thead>
            <tr>
              <th scope="col">Figure</th>
              <th scope="col">This week</th>
              <th scope="col">Before</th>
              <th scope="col">Change</th>
            </tr>
          </thead>
          <tbody>
            {comparison.map(({ metric, current, previous, change }) => (
              <tr key={metric}>
                <th scope="row">{nameOf(metric)}</th>
                <td>{write(metric, current)}</td>
                <td>{write(metric, previous)}</td>
                <td>
                  {change !== null && (
                    <span class="change">
                      <Icon name={change > 0 ? 'up' : change < 0 ? 'down' : 'flat'} />
                      {change > 0 && '+'}
                      {formatPercent(change)}
                    </span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

const NAMES: { [metric: string]: string } = {
  run_count: 'Runs',
  session_count: 'Sessions',
  error_rate: 'Failed runs',
  avg_duration_ms: 'Duration on average',
  p95_duration_ms: 'Duration, p95',
  total_tokens: 'Tokens',
  cost: 'Cost',
  positive_feedback_rate: 'Liked',
}

/** What a later collector compares is shown as it is called. */
function nameOf(metric: string): string {
  return NAMES[metric] ?? metric.replaceAll('_', ' ')
}

function write(metric: string, value: number | null): string {
  if (value === null) return 'none'
  if (metric.endsWith('_rate')) return formatPercent(value)
  if (metric.endsWith('_ms')) return formatLasting(value)
  if (metric === 'cost') return formatCost(value)
  return metric === 'total_tokens' ? formatCompact(value) : formatNumber(value)
}
