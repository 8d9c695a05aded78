import type { ToolCallPart } from '../../storage/traces/span-parts.ts'
import { contentText } from '../message-text.ts'
import { idOf, jsonTextOf, listOf, objectOf, textOf, type Fields } from '../read-values.ts'
import type { ClaudeMessage } from './read-messages.ts'

/** A call is a block of the assistant's message, its result one of a later message of the user. */
export function mapToolCalls(
  messages: readonly ClaudeMessage[],
  ids: { runId: string; sessionId: string | undefined },
): ToolCallPart[] {
  const calls = new Map<string, ToolCallPart>()
  messages.forEach(({ fields, message, receivedAt }, index) => {
    for (const each of listOf(message.content)) {
      const block = objectOf(each) ?? {}
      const called = block.type === 'tool_use' || block.type === 'server_tool_use'
      if (called) {
        const spanId = idOf(block.id) ?? `tool-${index}`
        calls.set(spanId, {
          kind: 'tool_call',
          ...ids,
          spanId,
          parentSpanId: idOf(message.id) ?? idOf(fields.parent_tool_use_id),
          startTime: receivedAt,
          statusCode: 0,
          toolName: textOf(block.name)?.slice(0, 255) ?? 'unknown',
          args: jsonTextOf(block.input),
        })
      }
      const answered = calls.get(idOf(block.tool_use_id) ?? '')
      if (answered) Object.assign(answered, resultOf(block, receivedAt))
    }
  })
  return [...calls.values()]
}

function resultOf(block: Fields, receivedAt: number): Partial<ToolCallPart> {
  const text = contentText(block.content)
  const failed = block.is_error === true
  return {
    endTime: receivedAt,
    statusCode: failed ? 2 : 0,
    statusMessage: failed ? (text ?? 'The tool failed') : undefined,
    result: text ?? jsonTextOf(block.content),
  }
}
