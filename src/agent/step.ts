import { randomId } from '../lib/random-id.ts'
import { createSpan, type Span } from './span.ts'
import { toText } from './to-text.ts'
import {
  type Model,
  modelFields,
  type StatusCode,
  type StepItem,
  tokenFields,
  type Tokens,
  toNumber,
} from './wire.ts'

export interface StepOptions {
  /** Default: a random UUID. */
  stepId?: string
  /** Default: now. */
  startTime?: Date
}

/** One request to a model and its answer. All methods but `end` and `error` return the step. */
export interface Step {
  readonly stepId: string
  /** What the model was sent; anything but a text is sent as JSON. Required before `end`. */
  prompt(prompt: unknown): Step
  /** What it answered. Required before `end`. */
  response(response: unknown): Step
  model(model: Model): Step
  /** Why it stopped, e.g. `stop` or `tool_calls`. */
  finishReason(reason: string): Step
  /** Adds to what was said before. */
  tokens(tokens: Tokens): Step
  /** In US dollars. */
  cost(total: number): Step
  toolDefinitions(definitions: string | readonly unknown[]): Step
  status(code: StatusCode, message?: string): Step
  /** Default: when it is ended. */
  endTime(time: Date): Step
  /** Ends it. Throws when it has ended already, or has no prompt or no response. */
  end(): void
  /** Ends it as failed. */
  error(message?: unknown): void
}

type Fields = { [Name in keyof StepItem]?: StepItem[Name] | undefined }

/** A part of a run: what its author holds, and what the run knows of it. */
export interface Part<Handle, Item> {
  handle: Handle
  span: Span
  toItem(): Item
}

export function createStep(
  runId: string,
  { stepId, startTime }: StepOptions,
): Part<Step, StepItem> {
  const span = createSpan('The step', startTime)
  const id = stepId ?? randomId()
  const fields: Fields = {}

  const set = (changes: Fields) => {
    span.change(() => {
      for (const [name, value] of Object.entries(changes)) {
        // What is not said does not take back what was.
        if (value !== undefined) Object.assign(fields, { [name]: value })
      }
    })
    return handle
  }

  const handle: Step = {
    stepId: id,
    prompt: (prompt) => set({ prompt: toText(prompt) }),
    response: (response) => set({ response: toText(response) }),
    model: (model) => set(modelFields(model)),
    finishReason: (reason) => set({ finish_reason: reason }),
    tokens: (tokens) => set(tokenFields(tokens)),
    cost: (total) => set({ real_total_cost: toNumber(total) }),
    toolDefinitions: (definitions) => set({ tool_definitions: toText(definitions) }),
    status(code, message) {
      span.status(code, message)
      return handle
    },
    endTime(time) {
      span.endAt(time)
      return handle
    },
    end() {
      span.change(() => {
        for (const name of ['prompt', 'response'] as const) {
          if (fields[name] === undefined) {
            throw new Error(`[casefile] A step needs a ${name} before it ends`)
          }
        }
        span.end()
      })
    },
    error: span.fail,
  }

  return {
    handle,
    span,
    toItem: () => ({
      type: 'step',
      run_id: runId,
      step_id: id,
      ...span.fields(),
      prompt: '',
      response: '',
      ...(fields as Partial<StepItem>),
    }),
  }
}
