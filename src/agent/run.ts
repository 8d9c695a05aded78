import { randomId } from '../lib/random-id.ts'
import { type Feedback, submitFeedback } from './feedback.ts'
import { debug, warn } from './log.ts'
import { type Metadata, toWireMetadata } from './metadata.ts'

import { runTimeout } from './settings.ts'
import { createSpan } from './span.ts'
import { createStep, type Part, type Step, type StepOptions } from './step.ts'
import { toText } from './to-text.ts'
import { createToolCall, type ToolCall, type ToolCallOptions } from './tool-call.ts'
import { currentSession, sendItems } from './transport.ts'
import type { Item, PromptItem, RunItem, StatusCode } from './wire.ts'

export interface RunOptions {
  /** Default: a random UUID. */
  runId?: string
  /** Groups runs, e.g. those of a conversation. Default: on a page with Casefile, its session. */
  sessionId?: string
  /** A person has begun this run, and waits for the answer. */
  conversational?: boolean
  /** Default: now. */
  startTime?: Date
  /** Milliseconds after which it is sent as failed; 0: never. Default: see `configure`. */
  timeout?: number
}

export interface RunPrompt {
  user_prompt: string
  system_prompt?: string
  /** All that the agent was given, when that is more. */
  full_input?: unknown
}

export interface RunResponse {
  response: string
  /** All that came out, when that is more. */
  full_output?: unknown
}

/** One execution of an agent, from what it is asked to its answer. Setters return the run. */
export interface Run {
  readonly runId: string
  /** What the agent was asked. Required before `end`. */
  prompt(prompt: string | RunPrompt, options?: { system?: string }): Run
  /** What it answered. */
  response(response: string | RunResponse): Run
  /** Adds facts; later ones replace earlier ones of the same key. */
  metadata(...metadata: Metadata[]): Run
  status(code: StatusCode, message?: string): Run
  /** Default: when it is ended. */
  endTime(time: Date): Run
  /** Begins a request to a model. */
  step(step?: string | StepOptions): Step
  /** Begins a use of a tool. */
  toolCall(toolCall?: string | ToolCallOptions): ToolCall
  /** What a person thinks of it, before or after its end; see `submitFeedback`. */
  feedback(feedback: Feedback): Promise<boolean>
  /**
   * Ends the run and sends it. Resolves when it has arrived, or could not: no failure of the network
   * becomes the agent's. Rejects when it has ended already, has no prompt, or has a step or a tool
   * call that has not ended.
   */
  end(): Promise<void>
  /** The same for a run that failed: needs no prompt, and ends its open steps and tool calls as failed. */
  error(message?: unknown): Promise<void>
}

/** Longer waits a timer takes for none. */
const LONGEST_TIMEOUT = 2 ** 31 - 1

/**
 * Begins a run.
 *
 * @example
 * const r = run({ conversational: true }).prompt('What is the weather in London?')
 * const call = r.toolCall('get_weather').args({ city: 'London' })
 * call.result(await getWeather('London')).end()
 * await r.response('15 °C and cloudy.').end()
 */
export function run(options: RunOptions = {}): Run {
  const { runId = randomId(), timeout = runTimeout(), startTime, conversational } = options
  const span = createSpan('The run', startTime)
  // A session may end before the run does.
  const sessionId = options.sessionId ?? currentSession()
  const steps: Part<Step, Item>[] = []
  const toolCalls: Part<ToolCall, Item>[] = []
  const metadata: Metadata = {}
  let prompt: PromptItem | undefined
  let output: Pick<RunItem, 'response' | 'full_output'> = {}
  let hasMetadata = false

  const parts = () => [...steps, ...toolCalls]

  const change = (apply: () => void) => {
    span.change(apply)
    return handle
  }

  const begin = <Handle>(part: Part<Handle, Item>, list: Part<Handle, Item>[]): Handle => {
    span.change(() => list.push(part))
    if (span.isGivenUp()) part.span.giveUp()
    return part.handle
  }

  const send = async () => {
    clearTimeout(timer)
    const item: RunItem = {
      type: 'run',
      run_id: runId,
      ...span.fields(),
      prompt,
      session_id: sessionId ?? currentSession(),
      conversational,
      ...output,
      metadata: hasMetadata ? toWireMetadata(metadata) : undefined,
    }
    debug(`Run ${runId} has ended`)
    await sendItems([item, ...parts().map((part) => part.toItem())])
  }

  const fail = (message?: unknown) => {
    span.fail(message)
    for (const part of parts()) if (part.span.isOpen()) part.span.fail('Parent run errored')
  }

  const timeOut = () => {
    if (!span.isOpen()) return
    fail('Run timed out — auto-flushed')
    void send()
    for (const each of [span, ...parts().map((part) => part.span)]) each.giveUp()
    warn(`A run was not ended within ${timeout} ms, and is sent as failed`)
  }

  const timer = timeout > 0 ? setTimeout(timeOut, Math.min(timeout, LONGEST_TIMEOUT)) : undefined
  // Nobody waits for it: in Node, where a timer is an object, the process may end.
  ;(timer as { unref?(): void } | undefined)?.unref?.()

  const handle: Run = {
    runId,
    prompt: (given, { system } = {}) =>
      change(() => {
        prompt = toPrompt(given, system)
      }),
    response: (given) =>
      change(() => {
        output =
          typeof given === 'object'
            ? { response: toText(given.response), full_output: toText(given.full_output) }
            : { response: toText(given) }
      }),
    metadata: (...given) =>
      change(() => {
        hasMetadata = true
        Object.assign(metadata, ...given)
      }),
    status: (code, message) => change(() => span.status(code, message)),
    endTime: (time) => change(() => span.endAt(time)),
    step: (given = {}) =>
      begin(createStep(runId, typeof given === 'string' ? { stepId: given } : given), steps),
    toolCall: (given = {}) =>
      begin(createToolCall(runId, typeof given === 'string' ? { name: given } : given), toolCalls),

    feedback: (given) => submitFeedback({ runId, ...given }),

    async end() {
      if (span.isGivenUp()) return
      span.change(() => {
        if (!prompt) throw new Error('[casefile] A run needs a prompt before it ends')
        const open = parts().filter((part) => part.span.isOpen()).length
        if (open > 0) {
          throw new Error(`[casefile] ${open} steps or tool calls of the run have not ended`)
        }
        span.end()
      })
      await send()
    },

    async error(message) {
      if (span.isGivenUp()) return
      fail(message)
      await send()
    },
  }
  return handle
}

function toPrompt(given: string | RunPrompt, system: string | undefined): PromptItem {
  const { user_prompt, system_prompt, full_input } =
    typeof given === 'object' ? given : { user_prompt: given }
  if (typeof user_prompt !== 'string') {
    throw new Error('[casefile] A prompt is a text, or an object with a user_prompt')
  }
  return {
    user_prompt,
    system_prompt: system_prompt ?? system,
    full_input: toText(full_input),
  }
}
