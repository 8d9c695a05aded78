import type { RunDetail, RunStatus, Step, ToolCall } from '../agent-types.ts'

/** A line of the waterfall: the run itself, a request to a model, or a call of a tool. */
export type RunSpan = {
  /** Unique within the run; stands in the address. */
  id: string
  name: string
  /** How deep it is indented. */
  depth: 0 | 1 | 2
  /** Epoch milliseconds. */
  start: number
  /** Undefined while it goes on. */
  end: number | undefined
  status: RunStatus
  message: string | null
} & (
  { kind: 'run'; run: RunDetail } | { kind: 'step'; step: Step } | { kind: 'tool'; call: ToolCall }
)

const ORDER = { run: 0, step: 1, tool: 2 }

/** The run and all it did, in the order of their begin; calls of tools below the step that asked. */
export function toSpans(run: RunDetail): RunSpan[] {
  const steps = new Set(run.steps.map(({ step_id: id }) => id))
  const parts: RunSpan[] = [
    ...run.steps.map((step): RunSpan => ({
      ...timesOf(step),
      kind: 'step',
      id: `step:${step.step_id}`,
      name: step.model_used ?? step.model_requested ?? 'Model',
      depth: 1,
      step,
    })),
    ...run.tool_calls.map((call): RunSpan => ({
      ...timesOf(call),
      kind: 'tool',
      id: `tool:${call.tool_call_id}`,
      name: call.tool_name,
      depth: call.step_id !== null && steps.has(call.step_id) ? 2 : 1,
      call,
    })),
  ]
  parts.sort((a, b) => a.start - b.start || ORDER[a.kind] - ORDER[b.kind])
  return [
    { ...timesOf(run), kind: 'run', id: 'run', name: run.agent ?? 'Run', depth: 0, run },
    ...parts,
  ]
}

/** What to show before somebody chooses: what failed first, a part of the run before the run. */
export function firstOfInterest(spans: readonly RunSpan[]): RunSpan | undefined {
  const parts = spans.filter(({ kind }) => kind !== 'run')
  return parts.find(({ status }) => status === 'error') ?? parts[0] ?? spans[0]
}

function timesOf(part: {
  start_time: string
  end_time: string | null
  status: RunStatus
  status_message: string | null
}) {
  return {
    start: Date.parse(part.start_time),
    end: part.end_time === null ? undefined : Date.parse(part.end_time),
    status: part.status,
    message: part.status_message,
  }
}
