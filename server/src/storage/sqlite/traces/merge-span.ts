import type { CallOutcome, SpanPart, StatusCode, StepPart } from '../../traces/span-parts.ts'
import { toCount, toStoredCost, toTime } from './amounts.ts'
import { given, messageOf } from './merge-run.ts'
import type { SpanBody, SpanRow } from './span-row.ts'

export type AnySpanPart = Exclude<SpanPart, { kind: 'run' }>

/** What is known of a span, with one more part of it. */
export function mergeSpan(
  { row, body }: { row: SpanRow; body: SpanBody },
  part: AnySpanPart,
): { row: SpanRow; body: SpanBody } {
  const merged = { ...body, ...bodyOf(part) }
  const startTime = toTime(part.startTime) ?? row.startTime
  // That it goes on is no news once its end is known: parts come in any order.
  const endTime = toTime(part.endTime) ?? row.endTime
  const statusCode = part.statusCode ?? impliedStatus(part) ?? row.statusCode
  const amounts: Partial<StepPart> = part.kind === 'step' ? part : {}
  return {
    body: merged,
    row: {
      ...row,
      ofSpanId: part.ofSpanId ?? row.ofSpanId,
      startTime,
      endTime,
      time: startTime ?? endTime,
      statusCode,
      outcome: merged.outcome ?? (statusCode === 2 ? 'error_remote' : 'ok'),
      label: labelOf(part, merged, row.label),
      decisionKind: (part.kind === 'event' ? part.decisionKind : undefined) ?? row.decisionKind,
      parentSpanId: part.parentSpanId ?? row.parentSpanId,
      agent: part.agent ?? row.agent,
      promptUncachedTokens: count(amounts.promptUncachedTokens) ?? row.promptUncachedTokens,
      promptCachedTokens: count(amounts.promptCachedTokens) ?? row.promptCachedTokens,
      completionTokens: count(amounts.completionTokens) ?? row.completionTokens,
      cost: amounts.cost === undefined ? row.cost : toStoredCost(amounts.cost),
      bytesIn: merged.args === undefined ? null : Buffer.byteLength(merged.args),
      bytesOut: merged.result === undefined ? null : Buffer.byteLength(merged.result),
      statusMessage: messageOf(merged.statusMessage),
    },
  }
}

function bodyOf(part: AnySpanPart): SpanBody {
  const { attributes, data, eventId, statusMessage } = part
  const common = { attributes, data, eventId, statusMessage }
  if (part.kind === 'step') {
    const { prompt, response, modelRequested, modelUsed, provider, finishReason } = part
    const { toolDefinitions, timeToFirstToken } = part
    const models = { modelRequested, modelUsed, provider, finishReason }
    return given({ ...common, ...models, prompt, response, toolDefinitions, timeToFirstToken })
  }
  if (part.kind === 'event') return given(common)
  const { args, result, integrationId, outcome, resultEventId, resultData } = part
  return given({ ...common, args, result, integrationId, outcome, resultEventId, resultData })
}

function impliedStatus(part: AnySpanPart): StatusCode | undefined {
  if (part.kind !== 'tool_call' || part.outcome === undefined) return undefined
  const failed: readonly CallOutcome[] = ['error_remote', 'error_proxy', 'error_auth']
  return failed.includes(part.outcome) ? 2 : undefined
}

function labelOf(part: AnySpanPart, body: SpanBody, before: string): string {
  switch (part.kind) {
    case 'step':
      return body.modelUsed ?? body.modelRequested ?? 'unknown'
    case 'tool_call':
      return part.toolName ?? before
    case 'event':
      return part.type
  }
}

function count(value: number | undefined): number | undefined {
  return value === undefined ? undefined : toCount(value)
}
