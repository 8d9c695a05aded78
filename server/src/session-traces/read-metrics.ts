import type { TraceStore } from '../storage/trace-store.ts'
import type { ModelCall, SessionQuery, SessionRun } from '../storage/traces/session-analysis.ts'
import type { TraceEvent } from '../storage/traces/trace-event-reader.ts'

/** So many of each are listed; more than people read, and well below 2 MiB. */
const MOST_LISTED = 1000

/** What a session comes to. */
export async function readMetrics(
  traces: Pick<TraceStore, 'sessionFigures'>,
  session: SessionQuery,
) {
  const figures = await traces.sessionFigures(session, MOST_LISTED)
  const { promptTokens: input, completionTokens: output } = figures
  const { endedToolCallCount: ended, failedToolCallCount: failed } = figures
  return {
    totalLatencyMs: figures.latency,
    turns: figures.runs.map(mapTurn),
    llmCallCount: figures.modelCallCount,
    llmCalls: figures.modelCalls.map(mapModelCall),
    tokens: { input, output, total: input + output },
    toolCallCount: figures.toolCallCount,
    toolSuccessRate: share(ended - failed, ended),
    guardrailEvalCount: figures.guardrailCount,
    guardrailBlockRate: share(figures.blockedGuardrailCount, figures.guardrailCount),
  }
}

function mapTurn({ runId, startTime, endTime }: SessionRun, index: number) {
  return {
    turn: index + 1,
    traceId: runId,
    latencyMs: endTime === null ? null : Math.max(0, endTime - startTime),
    startedAt: new Date(startTime).toISOString(),
  }
}

function mapModelCall(call: ModelCall) {
  return {
    spanId: call.spanId,
    traceId: call.runId,
    model: call.model,
    inputTokens: call.promptTokens,
    outputTokens: call.completionTokens,
    totalTokens: totalOf(call),
    latencyMs: call.duration,
  }
}

/** `null` when neither is known. */
export function totalOf({
  promptTokens,
  completionTokens,
}: Pick<TraceEvent, 'promptTokens' | 'completionTokens'>): number | null {
  if (promptTokens === null && completionTokens === null) return null
  return (promptTokens ?? 0) + (completionTokens ?? 0)
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}
