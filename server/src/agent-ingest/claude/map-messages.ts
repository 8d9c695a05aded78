import type { RunPart, SpanPart } from '../../storage/traces/span-parts.ts'
import { readIdentity } from '../identity.ts'
import { contentText } from '../message-text.ts'
import { amountOf, definedFields, listOf, numberOf, textOf, type Fields } from '../read-values.ts'
import { mapSteps } from './map-steps.ts'
import { mapToolCalls } from './map-tool-calls.ts'
import { readMessages, type ClaudeMessage } from './read-messages.ts'

const NO_RESULT = 'Ended without a result'

export function mapMessages(body: Fields): SpanPart[] {
  const { runId, messages } = readMessages(body)
  const identity = readIdentity(body.customMetadata, { sessionId: body.sessionId })
  const { sessionId } = identity
  const result = messages.findLast(({ type }) => type === 'result')?.fields
  const steps = mapSteps(messages, { runId, sessionId })
  const told = tellTotals(steps, result)
  return [
    { ...mapRun(body, messages, result), ...identity, runId },
    ...told,
    ...mapToolCalls(messages, { runId, sessionId }),
    ...mapOthers(messages, { runId, sessionId }),
  ]
}

function mapRun(
  body: Fields,
  messages: readonly ClaudeMessage[],
  result: Fields | undefined,
): Omit<RunPart, 'runId'> {
  const first = messages[0]?.receivedAt ?? 0
  const end = messages.at(-1)?.receivedAt ?? first
  const duration = numberOf(result?.duration_ms) ?? 0
  const failed = !result || result.is_error === true
  const texts = messages.map(({ type, message }) => ({ type, text: contentText(message.content) }))
  const said = (by: string) => texts.filter(({ type, text }) => type === by && text !== undefined)
  const init = messages.find(({ type, fields }) => type === 'system' && fields.subtype === 'init')
  return {
    kind: 'run',
    // The first message comes some time after the begin.
    startTime: Math.max(0, Math.min(first, end - duration)),
    endTime: end,
    statusCode: failed ? 2 : 0,
    statusMessage: failed ? (result ? failureOf(result) : NO_RESULT) : undefined,
    prompt: textOf(body.userPrompt) ?? said('user')[0]?.text,
    response: textOf(result?.result) ?? said('assistant').at(-1)?.text,
    framework: 'claude',
    attributes: definedFields({
      model: init?.fields.model,
      tools: init?.fields.tools,
      num_turns: result?.num_turns,
      subtype: result?.subtype,
      total_cost_usd: result?.total_cost_usd,
      modelUsage: result?.modelUsage,
    }),
  }
}

function failureOf({ errors, result, subtype }: Fields): string | undefined {
  const told = listOf(errors).filter((error) => typeof error === 'string')
  return told.length > 0 ? told.join('; ') : (textOf(result) ?? textOf(subtype))
}

/** The whole cost is known at the end alone; it stands at the last step, so that sums are right. */
function tellTotals(steps: ReturnType<typeof mapSteps>, result: Fields | undefined) {
  const cost = amountOf(result?.total_cost_usd)
  return steps.map((step, index) => (index === steps.length - 1 ? { ...step, cost } : step))
}

const KNOWN = new Set(['assistant', 'user', 'result', 'stream_event'])

function mapOthers(
  messages: readonly ClaudeMessage[],
  ids: { runId: string; sessionId: string | undefined },
): SpanPart[] {
  return messages.flatMap(({ type, receivedAt, fields }, index): SpanPart[] => {
    if (KNOWN.has(type) || (type === 'system' && fields.subtype === 'init')) return []
    const { receivedAtMs, tccMetadata, ...data } = fields
    const name = type === 'system' ? (textOf(fields.subtype) ?? type) : type
    return [
      {
        kind: 'event',
        ...ids,
        spanId: textOf(fields.uuid)?.slice(0, 255) ?? `message-${index}`,
        type: name.slice(0, 255),
        startTime: receivedAt,
        endTime: receivedAt,
        data,
      },
    ]
  })
}
