import type { StepPart } from '../../storage/traces/span-parts.ts'
import { readConversation } from '../message-text.ts'
import {
  amountOf,
  countOf,
  jsonTextOf,
  numberOf,
  objectOf,
  textOf,
  type Fields,
} from '../read-values.ts'
import { messageOf } from './error-message.ts'
import type { NativeEvent } from './read-events.ts'

export function mapLlmCall({ id, data }: NativeEvent): Omit<StepPart, 'runId' | 'spanId'> {
  const failed = data.status === 'error' || Boolean(data.error)
  const { input, cached, output } = tokensOf(data)
  return {
    kind: 'step',
    eventId: id,
    statusCode: failed ? 2 : 0,
    statusMessage: failed ? messageOf(data) : undefined,
    prompt: promptOf(data),
    response: jsonTextOf(data.response ?? data.output ?? data.completion),
    modelRequested: textOf(data.modelRequested ?? data.model),
    modelUsed: textOf(data.modelUsed ?? data.model),
    provider: textOf(data.provider),
    finishReason: textOf(data.finishReason ?? data.finish_reason),
    promptUncachedTokens: input === undefined ? undefined : Math.max(0, input - (cached ?? 0)),
    promptCachedTokens: cached,
    completionTokens: output,
    cost: amountOf(data.cost ?? data.estimatedCost),
    timeToFirstToken: numberOf(data.ttftMs ?? data.timeToFirstTokenMs),
    data,
  }
}

/** What went into the model, as it came. */
function promptOf(data: Fields): string | undefined {
  return jsonTextOf(data.prompt ?? data.messages ?? data.input)
}

/** What the user said in it. */
export function userTextOf(data: Fields): string | undefined {
  const prompt = data.prompt ?? data.messages ?? data.input
  return readConversation(prompt).user ?? textOf(prompt)
}

function tokensOf(data: Fields) {
  const usage = objectOf(data.usage) ?? objectOf(data.tokens) ?? objectOf(data.tokenUsage) ?? {}
  const first = (...names: string[]) => {
    for (const name of names) {
      const count = countOf(data[name]) ?? countOf(usage[name])
      if (count !== undefined) return count
    }
    return undefined
  }
  return {
    input:
      first('inputTokens', 'input_tokens', 'promptTokens', 'prompt_tokens', 'tokensIn') ??
      countOf(usage.input),
    cached: first('cachedTokens', 'cached_tokens', 'cachedInputTokens', 'cacheReadTokens'),
    output:
      first(
        'outputTokens',
        'output_tokens',
        'completionTokens',
        'completion_tokens',
        'tokensOut',
      ) ?? countOf(usage.output),
  }
}
