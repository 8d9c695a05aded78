/** Shapes of the Context Company read API, as far as the inbox reads them. */
export type Source = 'dev' | 'prod'
export type RunStatus = 'ok' | 'error'

export interface Paged {
  total: number
  has_more: boolean
}

export interface Feedback {
  score: 'thumbs_up' | 'thumbs_down' | null
  text: string | null
  created_at: string
}

export interface RunSummary {
  run_id: string
  session_id: string | null
  source: Source
  agent: string | null
  conversational: boolean
  status: RunStatus
  status_message: string | null
  start_time: string
  /** Null while it goes on. */
  end_time: string | null
  duration_ms: number | null
  /** In lists the first 500 characters; so is the response. */
  prompt: string | null
  response: string | null
  models: string[]
  step_count: number
  tool_call_count: number
  prompt_tokens: number
  prompt_cached_tokens: number
  completion_tokens: number
  total_tokens: number
  /** US dollars; null when nobody said. */
  cost: number | null
  external_user_id: string | null
  external_user_name: string | null
  external_org_id: string | null
  external_org_name: string | null
  metadata: { [key: string]: unknown }
  feedback: Feedback | null
  /** Slugs. */
  patterns: string[]
  framework: string
}

export interface RunDetail extends RunSummary {
  system_prompt: string | null
  full_input: string | null
  full_output: string | null
  attributes: { [key: string]: unknown } | null
  steps: Step[]
  tool_calls: ToolCall[]
  feedback_history: Feedback[]
}

interface Part {
  start_time: string
  end_time: string | null
  duration_ms: number | null
  status: RunStatus
  status_message: string | null
  attributes: { [key: string]: unknown } | null
}

export interface Step extends Part {
  step_id: string
  prompt: string | null
  response: string | null
  model_requested: string | null
  model_used: string | null
  finish_reason: string | null
  prompt_uncached_tokens: number
  prompt_cached_tokens: number
  completion_tokens: number
  cost: number | null
  tool_definitions: string | null
  ttft_ms: number | null
}

export interface ToolCall extends Part {
  tool_call_id: string
  step_id: string | null
  tool_name: string
  args: string | null
  result: string | null
}
