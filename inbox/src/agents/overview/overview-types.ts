/** `GET /v1/metrics` */
export interface Metrics {
  metrics: {
    run_count: number
    error_count: number
    /** 0 to 1. */
    error_rate: number
    session_count: number
    duration_ms: { avg: number | null; p50: number | null; p95: number | null; p99: number | null }
    tokens: { prompt: number; prompt_cached: number; completion: number; total: number }
    cost: { total: number; avg_per_run: number | null }
    feedback: { thumbs_up: number; thumbs_down: number }
  }
  timeseries: MetricsStep[]
}

export interface MetricsStep {
  bucket: string
  run_count: number
  error_count: number
  total_tokens: number
  cost: number
  avg_duration_ms: number | null
}

/** One of `GET /v1/models` */
export interface ModelUse {
  model: string
  run_count: number
  step_count: number
  error_count: number
  total_tokens: number
  cost: number
  avg_duration_ms: number | null
  /** Of all steps, 0 to 1. */
  share: number
}

/** One of `GET /v1/tools` */
export interface ToolUse {
  tool_name: string
  call_count: number
  run_count: number
  error_count: number
  error_rate: number
  avg_duration_ms: number | null
  p95_duration_ms: number | null
  last_used: string
}

/** `GET /v1/feedback` */
export interface FeedbackFigures {
  feedback: {
    total: number
    thumbs_up: number
    thumbs_down: number
    text_count: number
    positive_rate: number | null
    feedback_rate: number
  }
  timeseries: { bucket: string; thumbs_up: number; thumbs_down: number }[]
}

export interface Overview {
  metrics: Metrics
  models: ModelUse[]
  tools: ToolUse[]
  feedback: FeedbackFigures
}
