import type {
  RunPart,
  SpanPart,
  StatusCode,
  StepPart,
  ToolCallPart,
} from '../../storage/traces/span-parts.ts'
import { readIdentity } from '../identity.ts'
import { isoTimeOf } from '../read-time.ts'
import { amountOf, countOf, jsonTextOf, textOf } from '../read-values.ts'
import type { Item, RunItem, StepItem, ToolCallItem } from './schemas.ts'

/** Items as what is stored. A step or tool call may be here long before its run. */
export function mapItems(items: readonly Item[]): SpanPart[] {
  return items.map((item) => {
    switch (item.type) {
      case 'run':
        return mapRun(item)
      case 'step':
        return mapStep(item)
      case 'tool_call':
        return mapToolCall(item)
    }
  })
}

function mapRun(item: RunItem): RunPart {
  const { session_id: sessionId, conversational, prompt } = item
  return {
    kind: 'run',
    ...common(item),
    ...readIdentity(item.metadata, { sessionId, conversational }),
    prompt: prompt?.user_prompt,
    systemPrompt: prompt?.system_prompt,
    fullInput: prompt?.full_input,
    response: item.response,
    fullOutput: item.full_output,
    framework: 'custom',
  }
}

function mapStep(item: StepItem): StepPart {
  return {
    kind: 'step',
    spanId: item.step_id,
    ...common(item),
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

function mapToolCall(item: ToolCallItem): ToolCallPart {
  return {
    kind: 'tool_call',
    spanId: item.tool_call_id,
    ...common(item),
    toolName: item.tool_name || 'unknown',
    args: jsonTextOf(item.args),
    result: jsonTextOf(item.result),
  }
}

function common({ run_id: runId, start_time, end_time, status_code, ...rest }: Item) {
  const statusCode: StatusCode | undefined =
    status_code === undefined ? undefined : status_code === 2 ? 2 : 0
  return {
    runId,
    startTime: isoTimeOf(start_time),
    endTime: isoTimeOf(end_time),
    statusCode,
    statusMessage: rest.status_message,
    attributes: rest.attributes,
  }
}
