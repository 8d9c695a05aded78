import type { Failure } from '../../storage/traces/failure-store.ts'
import type { RunSummary } from '../../storage/traces/run-reader.ts'
import type { TimeRange } from '../../storage/traces/source.ts'
import type { TraceStore } from '../../storage/trace-store.ts'
import { projectPatterns } from '../patterns/project-patterns.ts'
import { countOf, readablePercent } from '../text/readable.ts'
import { quote } from '../text/sentences.ts'
import {
  compareMetrics,
  errorRate,
  productionFigures,
  type WeekFigures,
} from './compare-metrics.ts'
import { findTopics } from './find-topics.ts'
import { findTrends } from './find-trends.ts'
import type { InsightContent, InsightIssue } from './insight.ts'
import { weekBefore } from './week.ts'

/** A week of more runs is judged by its newest. */
const MOST_RUNS_READ = 2000
const MOST_ISSUES = 5
const MOST_CITED = 5
/** A failure that a twentieth of all runs met is one that many people met. */
const MANY = 0.05
const SOME = 0.01

/** Looks at a week of a project's runs in production. */
export async function writeInsight(
  traces: TraceStore,
  { projectId, period }: { projectId: string; period: TimeRange },
): Promise<InsightContent> {
  const scope = { projectId, sources: ['prod'] as const, range: period }
  const [current, previous, { runs }, failures, patternFigures, patterns] = await Promise.all([
    productionFigures(traces, projectId, period),
    productionFigures(traces, projectId, weekBefore(period)),
    traces.runs({ ...scope, page: { limit: MOST_RUNS_READ, offset: 0 } }),
    traces.failures({ ...scope, order: 'events', direction: 'desc' }),
    traces.patternFigures(scope),
    projectPatterns(traces, projectId),
  ])

  const comparison = compareMetrics(current, previous)
  const issues = [
    ...failures
      .filter(({ status }) => status === 'active')
      .map((failure) => failureIssue(failure, current)),
    ...patternFigures.flatMap(({ slug, runCount }) => {
      const name = patterns.find((pattern) => pattern.slug === slug)?.name
      return name === undefined ? [] : [patternIssue({ slug, name, runCount }, runs, current)]
    }),
  ]
    .sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity))
    .slice(0, MOST_ISSUES)

  return {
    title: `Week of ${dayOf(period.from)}`,
    summary: summarise(current, issues),
    comparison,
    trends: findTrends(comparison, (metric) => runsThatShow(metric, runs)),
    issues,
    topics: findTopics(runs.flatMap(({ prompt }) => (prompt === null ? [] : [prompt]))),
    highlights: highlights(current, runs),
  }
}

const SEVERITIES = ['high', 'medium', 'low'] as const

function failureIssue(failure: Failure, { runCount }: WeekFigures): InsightIssue {
  const what = failure.entityType === 'run' ? 'Runs fail' : `${failure.toolName} fails`
  return {
    severity: severityOf(failure.affectedRuns / Math.max(1, runCount)),
    title: `${what}: ${quote(failure.title)} (${countOf(failure.events, 'time')})`,
    quotes: [quote(failure.message)],
    runIds: [failure.sampleRunId],
  }
}

function patternIssue(
  { slug, name, runCount }: { slug: string; name: string; runCount: number },
  runs: readonly RunSummary[],
  figures: WeekFigures,
): InsightIssue {
  const shown = runs.filter(({ patterns }) => patterns.includes(slug)).slice(0, MOST_CITED)
  return {
    severity: severityOf(runCount / Math.max(1, figures.runCount)),
    title: `${name} in ${countOf(runCount, 'run')}`,
    quotes: shown.flatMap(({ prompt }) => (prompt === null ? [] : [quote(prompt)])).slice(0, 3),
    runIds: shown.map(({ runId }) => runId),
  }
}

function severityOf(share: number): InsightIssue['severity'] {
  if (share >= MANY) return 'high'
  return share >= SOME ? 'medium' : 'low'
}

function summarise(figures: WeekFigures, issues: readonly InsightIssue[]): string {
  const rate = errorRate(figures)
  if (rate === null) return 'No agent ran this week.'
  const volume = `${countOf(figures.runCount, 'run')} in ${countOf(figures.sessionCount, 'session')}, ${readablePercent(rate)} of them failed.`
  const [worst] = issues
  return worst ? `${volume} What weighs most: ${worst.title}.` : `${volume} Nothing stands out.`
}

/** Runs by which a person sees why a figure is what it is. */
function runsThatShow(metric: string, runs: readonly RunSummary[]): string[] {
  const chosen = [...runs]
  switch (metric) {
    case 'error_rate':
      return ids(chosen.filter(({ statusCode }) => statusCode === 2))
    case 'avg_duration_ms':
    case 'p95_duration_ms':
      return ids(chosen.sort((a, b) => durationOf(b) - durationOf(a)))
    case 'total_tokens':
      return ids(chosen.sort((a, b) => tokensOf(b) - tokensOf(a)))
    case 'cost':
      return ids(chosen.sort((a, b) => (b.cost ?? 0) - (a.cost ?? 0)))
    case 'positive_feedback_rate':
      return ids(chosen.filter(({ feedback }) => feedback?.score))
    default:
      return ids(chosen)
  }
}

function ids(runs: readonly RunSummary[]): string[] {
  return runs.slice(0, MOST_CITED).map(({ runId }) => runId)
}

function durationOf({ startTime, endTime }: RunSummary): number {
  return (endTime ?? startTime) - startTime
}

function tokensOf({ promptTokens, completionTokens }: RunSummary): number {
  return promptTokens + completionTokens
}

function highlights(figures: WeekFigures, runs: readonly RunSummary[]): string[] {
  const praised = runs.filter(
    ({ feedback }) => feedback?.score === 'thumbs_up' && feedback.text !== null,
  )
  const kind = praised.slice(0, 3).map(({ feedback }) => `“${quote(feedback?.text ?? '')}”`)
  const liked =
    figures.thumbsUp > 0 && figures.thumbsUp > figures.thumbsDown
      ? [`${figures.thumbsUp} of ${figures.thumbsUp + figures.thumbsDown} ratings were thumbs up`]
      : []
  return [...liked, ...kind]
}

/** `2 March 2026` */
function dayOf(time: number): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(time)
}
