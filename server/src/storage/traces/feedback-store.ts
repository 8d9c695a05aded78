import type { TimeRange, TraceScope, TraceSource } from './source.ts'

export interface FeedbackInput {
  projectId: string
  source: TraceSource
  /** It need not be known yet. */
  runId: string
  score?: 'thumbs_up' | 'thumbs_down' | undefined
  text?: string | undefined
  createdAt: number
}

export interface FeedbackFigures {
  /** Runs that somebody gave feedback on in this range. */
  total: number
  thumbsUp: number
  thumbsDown: number
  textCount: number
}

export interface FeedbackStore {
  /** A score or a text replaces the one before; what each submission said is kept. */
  addFeedback(feedback: FeedbackInput): Promise<void>
  /** By the time of the latest submission; runs that are not known yet count as well. */
  feedbackFigures(query: TraceScope & { range: TimeRange }): Promise<FeedbackFigures>
  feedbackSeries(
    query: TraceScope & { range: TimeRange; step: number },
  ): Promise<{ time: number; thumbsUp: number; thumbsDown: number }[]>
}
