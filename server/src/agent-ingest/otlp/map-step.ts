import type { StepPart } from '../../storage/traces/span-parts.ts'
import {
  amountOf,
  countOf,
  jsonTextOf,
  listOf,
  numberOf,
  parsedJson,
  textOf,
  type Fields,
} from '../read-values.ts'
import type { PlacedSpan } from './place-spans.ts'
import { spanFields } from './span-fields.ts'
import { inputOf, outputOf } from './text-of-span.ts'

export function mapStep(place: PlacedSpan): StepPart {
  const { attributes } = place.span
  return {
    kind: 'step',
    ...spanFields(place),
    prompt: inputOf(attributes),
    response: outputOf(attributes),
    modelRequested: first(attributes, 'gen_ai.request.model', 'ai.model.id', 'llm.model_name'),
    modelUsed: first(attributes, 'gen_ai.response.model', 'ai.response.model'),
    provider: first(
      attributes,
      'gen_ai.provider.name',
      'gen_ai.system',
      'ai.model.provider',
      'llm.provider',
    ),
    finishReason: finishReasonOf(attributes),
    ...tokensOf(attributes),
    cost: amountOf(attributes['gen_ai.usage.cost']),
    toolDefinitions: toolDefinitionsOf(attributes),
    timeToFirstToken: numberOf(attributes['ai.response.msToFirstChunk']),
  }
}

/** All of the prompt is counted in one number, of which the cached part is another. */
function tokensOf(attributes: Fields) {
  const total = firstCount(
    attributes,
    'ai.usage.inputTokens',
    'ai.usage.promptTokens',
    'gen_ai.usage.input_tokens',
    'gen_ai.usage.prompt_tokens',
    'llm.token_count.prompt',
  )
  const cached = firstCount(
    attributes,
    'ai.usage.inputTokenDetails.cacheReadTokens',
    'ai.usage.cachedInputTokens',
    'gen_ai.usage.cache_read.input_tokens',
    'gen_ai.usage.cache_read_input_tokens',
    'llm.token_count.prompt_details.cache_read',
  )
  const uncached = firstCount(attributes, 'ai.usage.inputTokenDetails.noCacheTokens')
  return {
    promptUncachedTokens: total === undefined ? uncached : Math.max(0, total - (cached ?? 0)),
    promptCachedTokens: cached,
    completionTokens: firstCount(
      attributes,
      'ai.usage.outputTokens',
      'ai.usage.completionTokens',
      'gen_ai.usage.output_tokens',
      'gen_ai.usage.completion_tokens',
      'llm.token_count.completion',
    ),
  }
}

function finishReasonOf(attributes: Fields): string | undefined {
  const reason = textOf(attributes['ai.response.finishReason'])
  const reasons = parsedJson(attributes['gen_ai.response.finish_reasons'])
  return reason ?? textOf(Array.isArray(reasons) ? reasons[0] : reasons)
}

/** The AI SDK gives a list of JSON texts. */
function toolDefinitionsOf(attributes: Fields): string | undefined {
  const tools = listOf(attributes['ai.prompt.tools'])
  if (tools.length > 0) return jsonTextOf(tools.map(parsedJson))
  return jsonTextOf(attributes['gen_ai.tool.definitions'])
}

function first(attributes: Fields, ...keys: string[]): string | undefined {
  return keys.map((key) => textOf(attributes[key])).find((text) => text !== undefined)
}

function firstCount(attributes: Fields, ...keys: string[]): number | undefined {
  return keys.map((key) => countOf(attributes[key])).find((count) => count !== undefined)
}
