import type { Json } from 'casefile/protocol'

import type { RunDetail, RunFeedback, RunSummary } from '../storage/traces/run-reader.ts'
import { isoTime, lasted, nameOfStatus } from './map-time.ts'
import { mapStep, mapToolCall } from './map-span.ts'

type JsonObject = { [key: string]: Json }

export function mapRun(run: RunSummary) {
  return {
    run_id: run.runId,
    session_id: run.sessionId,
    source: run.source,
    agent: run.agent,
    conversational: run.conversational,
    status: nameOfStatus(run.statusCode),
    status_code: run.statusCode,
    status_message: run.statusMessage,
    start_time: isoTime(run.startTime),
    end_time: run.endTime === null ? null : isoTime(run.endTime),
    duration_ms: lasted(run),
    prompt: run.prompt,
    response: run.response,
    models: run.models,
    step_count: run.stepCount,
    tool_call_count: run.toolCallCount,
    prompt_tokens: run.promptTokens,
    prompt_cached_tokens: run.promptCachedTokens,
    completion_tokens: run.completionTokens,
    total_tokens: run.promptTokens + run.completionTokens,
    cost: run.cost,
    external_user_id: run.userId,
    external_user_name: run.userName,
    external_org_id: run.orgId,
    external_org_name: run.orgName,
    // It came as JSON and was kept as such.
    metadata: run.metadata as JsonObject,
    feedback: run.feedback && mapFeedback(run.feedback),
    patterns: run.patterns,
    framework: run.framework,
  }
}

export function mapRunDetail(run: RunDetail) {
  return {
    ...mapRun(run),
    system_prompt: run.systemPrompt,
    full_input: run.fullInput,
    full_output: run.fullOutput,
    attributes: run.attributes as JsonObject | null,
    steps: run.steps.map(mapStep),
    tool_calls: run.toolCalls.map(mapToolCall),
    feedback_history: run.feedbackHistory.map(mapFeedback),
  }
}

function mapFeedback({ score, text, createdAt }: RunFeedback) {
  return { score, text, created_at: isoTime(createdAt) }
}
