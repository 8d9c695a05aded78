/** What a week's insight says. Every claim carries the runs that it rests on. */
export interface InsightContent {
  title: string
  /** A few sentences. */
  summary: string
  comparison: MetricComparison[]
  trends: Trend[]
  issues: InsightIssue[]
  topics: Topic[]
  highlights: string[]
}

export interface MetricComparison {
  metric: string
  current: number | null
  previous: number | null
  /** As a share of the previous value, 0.25 for a quarter more; `null` without one. */
  change: number | null
}

export interface Trend {
  title: string
  description: string
  runIds: string[]
}

export interface InsightIssue {
  severity: 'high' | 'medium' | 'low'
  title: string
  quotes: string[]
  runIds: string[]
}

export interface Topic {
  topic: string
  /** Of the runs with a prompt. */
  percent: number
  examples: string[]
}
