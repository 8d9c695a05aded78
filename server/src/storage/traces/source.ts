/** Where a run happened, by the key it was sent with. */
export type TraceSource = 'dev' | 'prod'

/** What a reader may see: one project, and one or both of its sources. */
export interface TraceScope {
  projectId: string
  sources: readonly TraceSource[]
}

/** `from` up to, without, `to`; epoch milliseconds. */
export interface TimeRange {
  from: number
  to: number
}

export interface Page {
  limit: number
  offset: number
}
