/** One of `GET /v1/insights` */
export interface Insight {
  insight_id: string
  title: string
  summary: string
  period: { from: string; to: string }
  created_at: string
  severity_counts: { [severity in Severity]: number }
}

export type Severity = 'high' | 'medium' | 'low'

/** `GET /v1/insights/:id` */
export interface InsightDetail extends Insight {
  metrics_comparison: {
    metric: string
    current: number | null
    previous: number | null
    /** 0.25 is a quarter more; null without a week before. */
    change: number | null
  }[]
  trends: { title: string; description: string; run_ids: string[] }[]
  issues: { severity: Severity; title: string; quotes: string[]; run_ids: string[] }[]
  topics: { topic: string; percent: number; examples: string[] }[]
  highlights: string[]
}
