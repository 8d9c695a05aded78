import type {
  RunPart,
  SpanPart,
  StatusCode,
  StepPart,
  ToolCallPart,
} from '../../storage/traces/span-parts.ts'
import { readIdentity } from '../identity.ts'
import { amountOf, countOf, jsonTextOf, textOf } from '../read-values.ts'
import type { SoundItem } from './read-items.ts'
import type { Item, RunItem, StepItem, ToolCallItem } from './schemas.ts'

/** Items as what is stored. A step or tool call may be here long before its run. */
export function mapItems(items: readonly SoundItem[]): SpanPart[] {
  return items.map(({ item, startTime, endTime }) => {
    const common = { ...commonOf(item), startTime, endTime }
    switch (item.type) {
      case 'run':
        return mapRun(item, common)
      case 'step':
        return mapStep(item, common)
      case 'tool_call':
        return mapToolCall(item, common)
    }
  })
}

function mapRun(item: RunItem, common: Common): RunPart {
  const { session_id: sessionId, conversational, prompt } = item
  return {
    kind: 'run',
    ...common,
    ...readIdentity(item.metadata, { sessionId, conversational }),
    prompt: prompt?.user_prompt,
    systemPrompt: prompt?.system_prompt,
    fullInput: prompt?.full_input,
    response: item.response,
    fullOutput: item.full_output,
    framework: 'custom',
  }
}

function mapStep(item: StepItem, common: Common): StepPart {
  return {
    kind: 'step',
    spanId: item.step_id,
    ...common,
    prompt: item.prompt,
    response: item.response,
    modelRequested: textOf(item.model_requested),
    modelUsed: textOf(item.model_used),
    finishReason: textOf(item.finish_reason),
    promptUncachedTokens: countOf(item.prompt_uncached_tokens),
    promptCachedTokens: countOf(item.prompt_cached_tokens),
    completionTokens: countOf(item.completion_tokens),
    cost: amountOf(item.real_total_cost),
    toolDefinitions: item.tool_definitions,
    timeToFirstToken: amountOf(item.ttft_ms),
  }
}

function mapToolCall(item: ToolCallItem, common: Common): ToolCallPart {
  return {
    kind: 'tool_call',
    spanId: item.tool_call_id,
    ...common,
    toolName: item.tool_name || 'unknown',
    args: jsonTextOf(item.args),
    result: jsonTextOf(item.result),
  }
}

type Common = Pick<
  RunPart,
  'runId' | 'startTime' | 'endTime' | 'statusCode' | 'statusMessage' | 'attributes'
>

function commonOf({ run_id: runId, status_code, status_message, attributes }: Item): Common {
  const statusCode: StatusCode | undefined =
    status_code === undefined ? undefined : status_code === 2 ? 2 : 0
  return { runId, statusCode, statusMessage: status_message, attributes }
}
