import { randomId } from '../lib/random-id.ts'
import { type Metadata, toWireMetadata } from './metadata.ts'
import type { RunPrompt } from './run.ts'

import { toIso } from './to-iso.ts'
import { toText } from './to-text.ts'
import { currentSession, sendItems } from './transport.ts'
import {
  type Item,
  type Model,
  modelFields,
  type StatusCode,
  tokenFields,
  type Tokens,
  toNumber,
} from './wire.ts'

interface Finished {
  /** Texts are passed on as they are; ISO 8601. */
  startTime: Date | string
  endTime: Date | string
  /** Default: 0. */
  statusCode?: StatusCode
  statusMessage?: string
}

/** A run that is over, e.g. one read from a log. */
export interface RunInput extends Finished {
  runId?: string
  sessionId?: string
  conversational?: boolean
  prompt: RunPrompt
  response?: string
  /** All that came out, when that is more. */
  fullOutput?: unknown
  metadata?: Metadata
  steps?: readonly StepInput[]
  toolCalls?: readonly ToolCallInput[]
}

export interface StepInput extends Finished {
  /** Whose step it is; within a run, that run's. */
  runId?: string
  stepId?: string
  prompt: unknown
  response: unknown
  model?: Model
  finishReason?: string
  tokens?: Tokens
  /** In US dollars. */
  cost?: number
  toolDefinitions?: string | readonly unknown[]
}

export interface ToolCallInput extends Finished {
  /** Whose tool call it is; within a run, that run's. */
  runId?: string
  toolCallId?: string
  name: string
  args?: unknown
  result?: unknown
}

/** Sends a run that is over, with its steps and tool calls. Resolves like `Run.end`. */
export async function sendRun(input: RunInput): Promise<void> {
  const { runId = randomId(), prompt, metadata, steps = [], toolCalls = [] } = input
  await sendItems([
    {
      type: 'run',
      run_id: runId,
      ...outcome(input),
      prompt: { ...prompt, full_input: toText(prompt.full_input) },
      session_id: input.sessionId ?? currentSession(),
      conversational: input.conversational,
      response: input.response,
      full_output: toText(input.fullOutput),
      metadata: metadata && toWireMetadata(metadata),
    },
    ...steps.map((step) => toStep(step, runId)),
    ...toolCalls.map((toolCall) => toToolCall(toolCall, runId)),
  ])
}

/** Sends one step of a run that is sent by itself, earlier or later. */
export async function sendStep(input: StepInput & { runId: string }): Promise<void> {
  await sendItems([toStep(input, input.runId)])
}

/** Sends one tool call of a run that is sent by itself, earlier or later. */
export async function sendToolCall(input: ToolCallInput & { runId: string }): Promise<void> {
  await sendItems([toToolCall(input, input.runId)])
}

function toStep(input: StepInput, runId: string): Item {
  return {
    type: 'step',
    run_id: input.runId ?? runId,
    step_id: input.stepId ?? randomId(),
    ...outcome(input),
    prompt: toText(input.prompt) ?? '',
    response: toText(input.response) ?? '',
    ...modelFields(input.model),
    finish_reason: input.finishReason,
    ...tokenFields(input.tokens ?? {}),
    real_total_cost: toNumber(input.cost),
    tool_definitions: toText(input.toolDefinitions),
  }
}

function toToolCall(input: ToolCallInput, runId: string): Item {
  return {
    type: 'tool_call',
    run_id: input.runId ?? runId,
    tool_call_id: input.toolCallId ?? randomId(),
    tool_name: input.name,
    ...outcome(input),
    args: toText(input.args),
    result: toText(input.result),
  }
}

function outcome({ startTime, endTime, statusCode = 0, statusMessage }: Finished) {
  return {
    start_time: toIso(startTime),
    end_time: toIso(endTime),
    status_code: statusCode,
    status_message: statusMessage,
  }
}
