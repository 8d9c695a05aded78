import type { Json } from 'casefile/protocol'

import type { Step, ToolCall } from '../storage/traces/run-reader.ts'
import { isoTime, lasted, nameOfStatus } from './map-time.ts'

export function mapStep(step: Step) {
  return {
    step_id: step.spanId,
    ...mapSpan(step),
    prompt: step.prompt,
    response: step.response,
    model_requested: step.modelRequested,
    model_used: step.modelUsed,
    finish_reason: step.finishReason,
    prompt_uncached_tokens: step.promptUncachedTokens,
    prompt_cached_tokens: step.promptCachedTokens,
    completion_tokens: step.completionTokens,
    cost: step.cost,
    tool_definitions: step.toolDefinitions,
    ttft_ms: step.timeToFirstToken,
  }
}

export function mapToolCall(call: ToolCall) {
  return {
    tool_call_id: call.spanId,
    step_id: call.stepId,
    tool_name: call.toolName,
    ...mapSpan(call),
    args: call.args,
    result: call.result,
  }
}

function mapSpan(span: Step | ToolCall) {
  return {
    start_time: isoTime(span.startTime),
    end_time: span.endTime === null ? null : isoTime(span.endTime),
    duration_ms: lasted(span),
    status: nameOfStatus(span.statusCode),
    status_code: span.statusCode,
    status_message: span.statusMessage,
    // It came as JSON and was kept as such.
    attributes: span.attributes as { [key: string]: Json } | null,
  }
}
