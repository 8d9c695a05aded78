import { readableDuration, readableNumber, readablePercent } from '../text/readable.ts'
import type { MetricComparison, Trend } from './insight.ts'

/** Less than this may be chance. */
const NOTABLE_CHANGE = 0.2

const NAMES: { [metric: string]: string } = {
  run_count: 'Runs',
  session_count: 'Sessions',
  error_rate: 'The error rate',
  avg_duration_ms: 'The average duration',
  p95_duration_ms: 'The 95th percentile of the duration',
  total_tokens: 'Tokens',
  cost: 'Cost',
  positive_feedback_rate: 'Approval',
}

/** Figures that moved by a fifth or more, with runs that show it. */
export function findTrends(
  comparison: readonly MetricComparison[],
  runsThatShow: (metric: string) => string[],
): Trend[] {
  return comparison.flatMap(({ metric, current, previous, change }) => {
    const name = NAMES[metric]
    if (name === undefined || change === null || Math.abs(change) < NOTABLE_CHANGE) return []
    const verb = change > 0 ? 'rose' : 'fell'
    return [
      {
        title: `${name} ${verb} by ${readablePercent(Math.abs(change))}`,
        description: `From ${readable(metric, previous)} the week before to ${readable(metric, current)}.`,
        runIds: runsThatShow(metric),
      },
    ]
  })
}

function readable(metric: string, value: number | null): string {
  if (value === null) return 'nothing'
  if (metric.endsWith('_rate')) return readablePercent(value)
  if (metric.endsWith('_ms')) return readableDuration(value)
  return metric === 'cost' ? `$${value.toFixed(2)}` : readableNumber(Math.round(value))
}
