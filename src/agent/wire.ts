// What `POST /v1/custom` takes. Fields without a value are left out, never null.

/** 0 is success, 2 is an error. */
export type StatusCode = 0 | 2

interface Outcome {
  start_time: string
  end_time: string
  status_code: StatusCode
  status_message?: string | undefined
}

export interface PromptItem {
  user_prompt: string
  system_prompt?: string | undefined
  full_input?: string | undefined
}

export interface RunItem extends Outcome {
  type: 'run'
  run_id: string
  session_id?: string | undefined
  conversational?: boolean | undefined
  /** Only a run that failed may do without. */
  prompt?: PromptItem | undefined
  response?: string | undefined
  full_output?: string | undefined
  metadata?: { [key: string]: string | boolean } | undefined
}

export interface StepItem extends Outcome {
  type: 'step'
  run_id: string
  step_id: string
  prompt: string
  response: string
  model_requested?: string | undefined
  model_used?: string | undefined
  finish_reason?: string | undefined
  prompt_uncached_tokens?: number | undefined
  prompt_cached_tokens?: number | undefined
  completion_tokens?: number | undefined
  real_total_cost?: number | undefined
  tool_definitions?: string | undefined
}

export interface ToolCallItem extends Outcome {
  type: 'tool_call'
  run_id: string
  tool_call_id: string
  tool_name: string
  args?: string | undefined
  result?: string | undefined
}

export type Item = RunItem | StepItem | ToolCallItem

/** A model's name, or the one that was asked for and the one that answered. */
export type Model = string | { requested?: string; used?: string }

/** How many tokens a step took; say what your provider says. */
export interface Tokens {
  /** Of the prompt, not from the provider's cache. */
  uncached?: number
  /** Of the prompt, from the cache. */
  cached?: number
  /** Of the answer. */
  completion?: number
}

export function modelFields(model: Model | undefined) {
  const { requested, used } = typeof model === 'object' ? model : { requested: model, used: model }
  return { model_requested: requested, model_used: used }
}

export function tokenFields({ uncached, cached, completion }: Tokens) {
  return {
    prompt_uncached_tokens: toNumber(uncached),
    prompt_cached_tokens: toNumber(cached),
    completion_tokens: toNumber(completion),
  }
}

/** JSON has no word for NaN but null. */
export function toNumber(value: number | undefined): number | undefined {
  return Number.isFinite(value) ? value : undefined
}
