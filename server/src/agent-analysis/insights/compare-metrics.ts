import type { AgentFigures } from '../../storage/traces/agent-figures.ts'
import type { TimeRange } from '../../storage/traces/source.ts'
import type { MetricComparison } from './insight.ts'

export type WeekFigures = Awaited<ReturnType<AgentFigures['runFigures']>>

/** The figures of a range of one project's runs in production. */
export function productionFigures(
  traces: AgentFigures,
  projectId: string,
  range: TimeRange,
): Promise<WeekFigures> {
  return traces.runFigures({ projectId, sources: ['prod'], range })
}

/** What a week's figures are against those of the week before. */
export function compareMetrics(current: WeekFigures, previous: WeekFigures): MetricComparison[] {
  const rows: [metric: string, of: (figures: WeekFigures) => number | null][] = [
    ['run_count', (figures) => figures.runCount],
    ['session_count', (figures) => figures.sessionCount],
    ['error_rate', errorRate],
    ['avg_duration_ms', (figures) => figures.duration.avg],
    ['p95_duration_ms', (figures) => figures.duration.p95],
    ['total_tokens', (figures) => figures.promptTokens + figures.completionTokens],
    ['cost', (figures) => figures.cost],
    ['positive_feedback_rate', approval],
  ]
  return rows.map(([metric, of]) => comparison(metric, of(current), of(previous)))
}

function comparison(
  metric: string,
  current: number | null,
  previous: number | null,
): MetricComparison {
  const change = current === null || !previous ? null : (current - previous) / previous
  return { metric, current, previous, change }
}

/** Failed runs as a share of all, 0 to 1; `null` of none. */
export function errorRate({ failedRunCount, runCount }: WeekFigures): number | null {
  return runCount === 0 ? null : failedRunCount / runCount
}

function approval({ thumbsUp, thumbsDown }: WeekFigures): number | null {
  return thumbsUp + thumbsDown === 0 ? null : thumbsUp / (thumbsUp + thumbsDown)
}
