/** A run as `/v1/custom` takes it, with its parts. */
export interface SeededRun {
  run: {
    type: 'run'
    run_id: string
    session_id: string
    start_time: string
    end_time: string
    status_code: 0 | 2
    status_message?: string
    prompt: { user_prompt: string }
    response: string
    metadata: Record<string, string>
  }
  steps: SeededStep[]
  calls: SeededCall[]
  feedback: 'thumbs_up' | 'thumbs_down' | undefined
}

export interface SeededStep {
  type: 'step'
  run_id: string
  step_id: string
  start_time: string
  end_time: string
  status_code: 0 | 2
  prompt: string
  response: string
  model_requested: string
  model_used: string
  prompt_uncached_tokens: number
  prompt_cached_tokens: number
  completion_tokens: number
  real_total_cost: number
}

export interface SeededCall {
  type: 'tool_call'
  run_id: string
  tool_call_id: string
  tool_name: string
  start_time: string
  end_time: string
  status_code: 0 | 2
  status_message?: string
  args: string
  result: string
}

const MODELS = ['alpha-1', 'beta-2', 'gamma-3']
const TOOLS = ['search', 'get_order', 'refund']

/** Runs that are the same for the same seed, spread over the time before `end`. */
export function seededRuns(
  count: number,
  { seed, end, spread }: { seed: number; end: number; spread: number },
): SeededRun[] {
  const random = randomFrom(seed)
  const upTo = (most: number) => Math.floor(random() * most)
  const iso = (time: number) => new Date(time).toISOString()

  return Array.from({ length: count }, (_, index) => {
    const runId = `run-${seed}-${index}`
    const start = end - 1 - upTo(spread)
    const duration = 5 + upTo(20_000)
    const failed = random() < 0.2
    const within = () => {
      const from = start + upTo(duration)
      return { start_time: iso(from), end_time: iso(from + upTo(2000)) }
    }
    const steps = Array.from({ length: upTo(4) }, (_none, step): SeededStep => {
      const model = MODELS[upTo(3)] ?? ''
      return {
        type: 'step',
        run_id: runId,
        step_id: `step-${step}`,
        ...within(),
        status_code: random() < 0.1 ? 2 : 0,
        prompt: 'p',
        response: 'r',
        model_requested: model,
        model_used: model,
        prompt_uncached_tokens: upTo(1000),
        prompt_cached_tokens: upTo(300),
        completion_tokens: upTo(500),
        // Quarters of a cent add up without a rounding error.
        real_total_cost: upTo(40) / 64,
      }
    })
    const calls = Array.from({ length: upTo(3) }, (_none, call): SeededCall => {
      const broken = random() < 0.25
      return {
        type: 'tool_call',
        run_id: runId,
        tool_call_id: `call-${call}`,
        tool_name: TOOLS[upTo(3)] ?? '',
        ...within(),
        status_code: broken ? 2 : 0,
        ...(broken && { status_message: `Order ${upTo(9000)} was not found` }),
        args: '{}',
        result: 'null',
      }
    })
    const mood = random()
    return {
      run: {
        type: 'run',
        run_id: runId,
        session_id: `session-${seed}-${upTo(count / 3)}`,
        start_time: iso(start),
        end_time: iso(start + duration),
        status_code: failed ? 2 : 0,
        ...(failed && { status_message: `Model timed out after ${upTo(60)} s` }),
        prompt: { user_prompt: `Question ${index}` },
        response: 'Answer',
        metadata: { 'tcc.agent': `agent-${upTo(2)}`, 'tcc.userId': `user-${upTo(20)}` },
      },
      steps,
      calls,
      feedback: mood < 0.1 ? 'thumbs_up' : mood < 0.15 ? 'thumbs_down' : undefined,
    }
  })
}

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
