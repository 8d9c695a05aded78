import {
  CALL_OUTCOMES,
  type CallOutcome,
  type ToolCallPart,
} from '../../storage/traces/span-parts.ts'
import { jsonTextOf, objectOf, textOf, type Fields } from '../read-values.ts'
import { messageOf } from './error-message.ts'
import type { NativeEvent } from './read-events.ts'

type Part = Omit<ToolCallPart, 'runId' | 'spanId'>

export function mapToolCall({ id, data }: NativeEvent): Part {
  const hasResult = resultOf(data) !== undefined
  return {
    kind: 'tool_call',
    eventId: id,
    toolName: nameOf(data) ?? 'unknown',
    args: jsonTextOf(data.args ?? data.arguments ?? data.input ?? data.params ?? data.parameters),
    integrationId: textOf(data.integrationId ?? data.server)?.slice(0, 255),
    ...(hasResult || failed(data) ? ending(data) : {}),
    data,
  }
}

/** The end of a call. When it began is for the call to say, which may come later. */
export function mapToolResult({ id, time, data }: NativeEvent): Part {
  return {
    kind: 'tool_call',
    resultEventId: id,
    toolName: nameOf(data),
    endTime: time,
    ...ending(data),
    resultData: data,
  }
}

/** By which a result finds its call. */
export function toolCallIdOf({ toolCallId, tool_call_id, callId }: Fields): string | undefined {
  return textOf(toolCallId ?? tool_call_id ?? callId)
}

function ending(data: Fields): Partial<Part> {
  return {
    statusCode: failed(data) ? 2 : 0,
    statusMessage: failed(data) ? messageOf(data) : undefined,
    result: jsonTextOf(resultOf(data)),
    outcome: CALL_OUTCOMES.find((outcome): outcome is CallOutcome => outcome === data.outcome),
  }
}

function resultOf({ result, output, response }: Fields): unknown {
  return result ?? output ?? response
}

function failed({ success, status, isError, error }: Fields): boolean {
  return success === false || status === 'error' || isError === true || Boolean(error)
}

function nameOf({ toolName, tool_name, tool, name }: Fields): string | undefined {
  const text = textOf(toolName ?? tool_name ?? objectOf(tool)?.name ?? tool ?? name)
  return text?.slice(0, 255)
}
