import type { Page, TimeRange } from './source.ts'

/** A recap of a week; its content is `agent-analysis`'s. */
export interface StoredInsight {
  insightId: string
  projectId: string
  period: TimeRange
  createdAt: number
  content: { [key: string]: unknown }
}

export interface InsightStore {
  /** One a project and period: saving it again replaces it, id kept. */
  saveInsight(insight: StoredInsight): Promise<void>
  /** Newest first. */
  insights(projectId: string, page: Page): Promise<{ insights: StoredInsight[]; total: number }>
  insight(projectId: string, insightId: string): Promise<StoredInsight | undefined>
  /** Projects that have runs that began in the period. */
  projectsWithRuns(period: TimeRange): Promise<string[]>
}
