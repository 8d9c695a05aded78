import type { TraceStore } from '../storage/trace-store.ts'
import type { RunSummary } from '../storage/traces/run-reader.ts'
import type { TraceEvent, TraceEventFilter } from '../storage/traces/trace-event-reader.ts'
import { allEvents } from './all-events.ts'
import { isBlocked } from './guardrail.ts'

/** So many of each are listed; more than people read, and well below 2 MiB. */
const MOST_LISTED = 1000

/** What a session comes to. */
export async function readMetrics(
  traces: Pick<TraceStore, 'exportEvents' | 'runs'>,
  of: TraceEventFilter,
) {
  const runs = await readTurns(traces, of)
  const sums = { input: 0, output: 0, models: 0, tools: 0, toolsOver: 0, toolsFailed: 0 }
  const guardrails = { evaluated: 0, blocked: 0 }
  const llmCalls: ReturnType<typeof mapModelCall>[] = []

  const calls = { ...of, types: ['llm_call', 'tool_call'], bare: true }
  for await (const events of allEvents(traces, calls)) {
    for (const event of events) {
      if (event.type === 'llm_call') {
        sums.models += 1
        sums.input += event.promptTokens ?? 0
        sums.output += event.completionTokens ?? 0
        if (llmCalls.length < MOST_LISTED) llmCalls.push(mapModelCall(event))
        continue
      }
      sums.tools += 1
      if (event.duration !== null || event.statusCode === 2) sums.toolsOver += 1
      if (event.statusCode === 2) sums.toolsFailed += 1
    }
  }
  // Whether one blocked is in what it carries.
  for await (const events of allEvents(traces, { ...of, types: ['guardrail_eval'] })) {
    guardrails.evaluated += events.length
    guardrails.blocked += events.filter(isBlocked).length
  }

  return {
    totalLatencyMs: runs.reduce((sum, run) => sum + (latencyOf(run) ?? 0), 0),
    turns: runs.slice(0, MOST_LISTED).map((run, index) => ({
      turn: index + 1,
      traceId: run.runId,
      latencyMs: latencyOf(run),
      startedAt: new Date(run.startTime).toISOString(),
    })),
    llmCallCount: sums.models,
    llmCalls,
    tokens: { input: sums.input, output: sums.output, total: sums.input + sums.output },
    toolCallCount: sums.tools,
    toolSuccessRate: share(sums.toolsOver - sums.toolsFailed, sums.toolsOver),
    guardrailEvalCount: guardrails.evaluated,
    guardrailBlockRate: share(guardrails.blocked, guardrails.evaluated),
  }
}

/** The runs of a session, oldest first. */
async function readTurns(
  traces: Pick<TraceStore, 'runs'>,
  { projectId, sources, sessionId, runId }: TraceEventFilter,
): Promise<RunSummary[]> {
  const of = { projectId, sources, sessionId, runIds: runId === undefined ? undefined : [runId] }
  const read: RunSummary[] = []
  for (;;) {
    const page = { limit: MOST_LISTED, offset: read.length }
    const { runs, total } = await traces.runs({ ...of, page })
    read.push(...runs)
    if (runs.length === 0 || read.length >= total) return read.reverse()
  }
}

function mapModelCall(event: TraceEvent) {
  const { promptTokens, completionTokens } = event
  return {
    spanId: event.spanId,
    traceId: event.runId,
    model: event.model,
    inputTokens: promptTokens,
    outputTokens: completionTokens,
    totalTokens: totalOf(event),
    latencyMs: event.duration,
  }
}

/** `null` when neither is known. */
export function totalOf({ promptTokens, completionTokens }: TraceEvent): number | null {
  if (promptTokens === null && completionTokens === null) return null
  return (promptTokens ?? 0) + (completionTokens ?? 0)
}

function latencyOf({ startTime, endTime }: RunSummary): number | null {
  return endTime === null ? null : Math.max(0, endTime - startTime)
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}
