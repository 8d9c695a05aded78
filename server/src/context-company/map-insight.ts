import type { InsightContent, InsightIssue } from '../agent-analysis/insights/insight.ts'
import type { StoredInsight } from '../storage/traces/insight-store.ts'
import { isoTime } from './map-time.ts'

export function mapInsight(insight: StoredInsight) {
  const { title, summary, issues } = contentOf(insight)
  const countOf = (severity: InsightIssue['severity']) =>
    issues.filter((issue) => issue.severity === severity).length
  return {
    insight_id: insight.insightId,
    title,
    summary,
    period: { from: isoTime(insight.period.from), to: isoTime(insight.period.to) },
    created_at: isoTime(insight.createdAt),
    severity_counts: { high: countOf('high'), medium: countOf('medium'), low: countOf('low') },
  }
}

export function mapInsightDetail(insight: StoredInsight) {
  const { comparison, trends, issues, topics, highlights } = contentOf(insight)
  return {
    ...mapInsight(insight),
    metrics_comparison: comparison,
    trends: trends.map(({ title, description, runIds }) => {
      return { title, description, run_ids: runIds }
    }),
    issues: issues.map(({ severity, title, quotes, runIds }) => {
      return { severity, title, quotes, run_ids: runIds }
    }),
    topics,
    highlights,
  }
}

function contentOf({ content }: StoredInsight): InsightContent {
  // What `writeInsight` gave to the store, which keeps JSON as it is.
  return content as unknown as InsightContent
}
