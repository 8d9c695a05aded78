import { randomId } from '../lib/random-id.ts'
import { createSpan } from './span.ts'
import type { Part } from './step.ts'
import { toText } from './to-text.ts'
import type { StatusCode, ToolCallItem } from './wire.ts'

export interface ToolCallOptions {
  /** Default: a random UUID. */
  toolCallId?: string
  /** The tool's name; may be said later. */
  name?: string
  /** Default: now. */
  startTime?: Date
}

/** One use of a tool. All methods but `end` and `error` return the tool call. */
export interface ToolCall {
  readonly toolCallId: string
  /** Required before `end`. */
  name(name: string): ToolCall
  /** What the tool was given; anything but a text is sent as JSON. */
  args(args: unknown): ToolCall
  /** What it gave back. */
  result(result: unknown): ToolCall
  status(code: StatusCode, message?: string): ToolCall
  /** Default: when it is ended. */
  endTime(time: Date): ToolCall
  /** Ends it. Throws when it has ended already, or has no name. */
  end(): void
  /** Ends it as failed. */
  error(message?: unknown): void
}

export function createToolCall(
  runId: string,
  { toolCallId, name, startTime }: ToolCallOptions,
): Part<ToolCall, ToolCallItem> {
  const span = createSpan('The tool call', startTime)
  const id = toolCallId ?? randomId()
  let toolName = name
  let args: string | undefined
  let result: string | undefined

  const change = (apply: () => void) => {
    span.change(apply)
    return handle
  }

  const handle: ToolCall = {
    toolCallId: id,
    name: (given) => change(() => (toolName = given)),
    args: (given) => change(() => (args = toText(given))),
    result: (given) => change(() => (result = toText(given))),
    status: (code, message) => change(() => span.status(code, message)),
    endTime: (time) => change(() => span.endAt(time)),
    end() {
      span.change(() => {
        if (!toolName) throw new Error('[casefile] A tool call needs a name before it ends')
        span.end()
      })
    },
    error: span.fail,
  }

  return {
    handle,
    span,
    toItem: () => ({
      type: 'tool_call',
      run_id: runId,
      tool_call_id: id,
      tool_name: toolName || 'unknown',
      ...span.fields(),
      args,
      result,
    }),
  }
}
