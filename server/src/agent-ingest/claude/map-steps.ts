import type { StepPart } from '../../storage/traces/span-parts.ts'
import { contentText } from '../message-text.ts'
import { countOf, idOf, listOf, objectOf, textOf } from '../read-values.ts'
import type { ClaudeMessage } from './read-messages.ts'

/** One step an answer of the model. The SDK gives an answer in pieces that share their id. */
export function mapSteps(
  messages: readonly ClaudeMessage[],
  ids: { runId: string; sessionId: string | undefined },
): StepPart[] {
  const steps = new Map<string, StepPart>()
  messages.forEach(({ type, fields, message, receivedAt }, index) => {
    if (type !== 'assistant') return
    const spanId = idOf(message.id) ?? idOf(fields.uuid) ?? `step-${index}`
    const known = steps.get(spanId)
    const text = contentText(message.content)
    const error = textOf(fields.error)
    steps.set(spanId, {
      kind: 'step',
      ...ids,
      spanId,
      parentSpanId: idOf(fields.parent_tool_use_id),
      // It was asked for when what it answers had come.
      startTime: known?.startTime ?? messages[index - 1]?.receivedAt ?? receivedAt,
      endTime: receivedAt,
      statusCode: error === undefined ? 0 : 2,
      statusMessage: error,
      response:
        [known?.response, text].filter((each) => each !== undefined).join('\n') || undefined,
      modelUsed: textOf(message.model) ?? known?.modelUsed,
      provider: 'anthropic',
      finishReason: textOf(message.stop_reason) ?? known?.finishReason ?? finishOf(message.content),
      ...tokensOf(message.usage, known),
    })
  })
  return [...steps.values()]
}

/** Each piece repeats the usage of the whole, the later ones more of it. */
function tokensOf(value: unknown, known: StepPart | undefined) {
  const usage = objectOf(value)
  const input = countOf(usage?.input_tokens)
  const written = countOf(usage?.cache_creation_input_tokens)
  return {
    promptUncachedTokens:
      input === undefined ? known?.promptUncachedTokens : input + (written ?? 0),
    promptCachedTokens: countOf(usage?.cache_read_input_tokens) ?? known?.promptCachedTokens,
    completionTokens: countOf(usage?.output_tokens) ?? known?.completionTokens,
  }
}

function finishOf(content: unknown): string | undefined {
  return listOf(content).some((block) => objectOf(block)?.type === 'tool_use')
    ? 'tool_use'
    : undefined
}
