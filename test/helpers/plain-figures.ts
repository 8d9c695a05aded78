import type { TimeRange } from '../../server/src/storage/traces/source.ts'
import type { StepPart, ToolCallPart } from '../../server/src/storage/traces/span-parts.ts'
import type { Truth, WholeSpan } from './any-runs.ts'

type WholeStep = WholeSpan & StepPart
type WholeCall = WholeSpan & ToolCallPart

/** Every figure of a range, computed from the runs themselves in the plainest way. */
export function plainFigures(truths: readonly Truth[], { from, to }: TimeRange) {
  const within = (time: number) => time >= from && time < to
  const chosen = truths.filter(({ run }) => within(run.startTime))
  const steps = chosen.flatMap(({ spans }) => spans.filter(isStep))
  const calls = chosen.flatMap(({ spans }) => spans.filter(isCall))
  const spans = truths.flatMap((each) => each.spans).filter(({ startTime }) => within(startTime))

  return {
    runs: {
      runCount: chosen.length,
      failedRunCount: chosen.filter(({ run }) => run.statusCode === 2).length,
      ...tokensOf(steps),
      sessionCount: new Set(chosen.flatMap(({ run }) => run.sessionId ?? [])).size,
      durations: durationsOf(chosen.map(({ run }) => run)),
    },
    models: groupBy(steps, (step) => step.modelUsed ?? 'unknown').map(([model, of]) => ({
      model,
      runCount: runsOf(of),
      stepCount: of.length,
      failedStepCount: failedOf(of),
      ...tokensOf(of),
      averageDuration: averageOf(durationsOf(of)),
    })),
    tools: groupBy(calls, (call) => call.toolName ?? 'unknown').map(([toolName, of]) => ({
      toolName,
      callCount: of.length,
      runCount: runsOf(of),
      failedCallCount: failedOf(of),
      lastUsed: Math.max(...of.map(({ startTime }) => startTime)),
      durations: durationsOf(of),
    })),
    spans: {
      ok: spans.length - failedOf(spans),
      failed: failedOf(spans),
      durations: durationsOf(spans),
      bytesIn: sum(spans.filter(isCall).map(({ args }) => Buffer.byteLength(args ?? ''))),
      callsByTool: groupBy(spans.filter(isCall), (call) => call.toolName ?? 'unknown').map(
        ([toolName, of]) => ({ toolName, callCount: of.length, failedCallCount: failedOf(of) }),
      ),
    },
  }
}

/** The duration that a share of them, 0 to 1, stays within. */
export function rankOf(durations: readonly number[], share: number): number | null {
  const sorted = [...durations].sort((a, b) => a - b)
  return sorted[Math.max(1, Math.ceil(share * sorted.length)) - 1] ?? null
}

export function averageOf(durations: readonly number[]): number | null {
  return durations.length === 0 ? null : sum(durations) / durations.length
}

function isStep(span: WholeSpan): span is WholeStep {
  return span.kind === 'step'
}

function isCall(span: WholeSpan): span is WholeCall {
  return span.kind === 'tool_call'
}

function tokensOf(steps: readonly WholeStep[]) {
  const cached = sum(steps.map((step) => step.promptCachedTokens ?? 0))
  return {
    promptTokens: cached + sum(steps.map((step) => step.promptUncachedTokens ?? 0)),
    promptCachedTokens: cached,
    completionTokens: sum(steps.map((step) => step.completionTokens ?? 0)),
    cost: sum(steps.map((step) => Math.round((step.cost ?? 0) * 1e9))) / 1e9,
  }
}

function durationsOf(of: readonly { startTime: number; endTime: number | null }[]): number[] {
  return of.flatMap(({ startTime, endTime }) => (endTime === null ? [] : endTime - startTime))
}

function failedOf(spans: readonly WholeSpan[]): number {
  return spans.filter(({ statusCode }) => statusCode === 2).length
}

function runsOf(spans: readonly WholeSpan[]): number {
  return new Set(spans.map(({ runId }) => runId)).size
}

/** Most first, those with as many by name. */
function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): [string, Item[]][] {
  const groups = new Map<string, Item[]>()
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item])
  return [...groups].sort(([a, of], [b, others]) => others.length - of.length || (a < b ? -1 : 1))
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
