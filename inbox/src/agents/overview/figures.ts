import { formatBucket, stepOf } from '../ui/format-bucket.ts'
import type { Bar } from '../ui/BarChart.tsx'
import {
  formatCompact,
  formatCost,
  formatLasting,
  formatNumber,
  formatPercent,
  formatPlural,
} from '../ui/format.ts'
import type { Overview } from './overview-types.ts'

/** A figure of the overview: its value now, and how it went. */
export interface Figure {
  name: string
  value: string
  /** What else is worth saying of it. */
  note: string
  bars: Bar[]
}

const NONE = 'none'

export function figuresOf({ metrics: { metrics, timeseries }, feedback }: Overview): Figure[] {
  const step = stepOf(timeseries)
  const series = (
    say: (step: Overview['metrics']['timeseries'][number]) => Omit<Bar, 'title'> & { said: string },
  ) =>
    timeseries.map((each) => {
      const { parts, said } = say(each)
      return { parts, title: `${formatBucket(each.bucket, step)}: ${said}` }
    })
  const { duration_ms: duration, cost, tokens } = metrics
  const lasting = (value: number | null) => (value === null ? NONE : formatLasting(value))
  const { thumbs_up: up, thumbs_down: down, positive_rate: liked } = feedback.feedback

  return [
    {
      name: 'Runs',
      value: formatNumber(metrics.run_count),
      note: `in ${formatPlural(metrics.session_count, 'session')}`,
      bars: series(({ run_count: runs, error_count: failed }) => ({
        parts: [
          { tone: 'bad', value: failed },
          { tone: 'main', value: runs - failed },
        ],
        said: `${formatPlural(runs, 'run')}, ${formatNumber(failed)} failed`,
      })),
    },
    {
      name: 'Failed',
      value: formatPercent(metrics.error_rate),
      note: formatPlural(metrics.error_count, 'run'),
      bars: series(({ run_count: runs, error_count: failed }) => ({
        parts: [{ tone: 'bad', value: runs === 0 ? 0 : failed / runs }],
        said: runs === 0 ? 'no run' : `${formatPercent(failed / runs)} failed`,
      })),
    },
    {
      name: 'Duration, p50',
      value: lasting(duration.p50),
      note: `p95 ${lasting(duration.p95)}`,
      bars: series(({ avg_duration_ms: average }) => ({
        parts: [{ tone: 'main', value: average ?? 0 }],
        said: average === null ? 'nothing ended' : `${formatLasting(average)} on average`,
      })),
    },
    {
      name: 'Tokens',
      value: formatCompact(tokens.total),
      note: `${formatCompact(tokens.prompt)} in, ${formatCompact(tokens.completion)} out`,
      bars: series(({ total_tokens: total }) => ({
        parts: [{ tone: 'main', value: total }],
        said: `${formatNumber(total)} tokens`,
      })),
    },
    {
      name: 'Cost',
      value: formatCost(cost.total),
      note: cost.avg_per_run === null ? '' : `${formatCost(cost.avg_per_run)} a run`,
      bars: series(({ cost }) => ({
        parts: [{ tone: 'main', value: cost }],
        said: formatCost(cost),
      })),
    },
    {
      name: 'Liked',
      value: liked === null ? NONE : formatPercent(liked),
      note:
        up + down === 0 ? 'no thumbs yet' : `${formatNumber(up)} up, ${formatNumber(down)} down`,
      bars: feedback.timeseries.map(({ bucket, thumbs_up: up, thumbs_down: down }) => ({
        parts: [
          { tone: 'bad', value: down },
          { tone: 'main', value: up },
        ],
        title: `${formatBucket(bucket, step)}: ${formatNumber(up)} up, ${formatNumber(down)} down`,
      })),
    },
  ]
}
