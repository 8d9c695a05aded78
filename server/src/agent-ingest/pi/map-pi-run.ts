import type { SpanPart, StepPart, ToolCallPart } from '../../storage/traces/span-parts.ts'
import { readIdentity, runIdOf } from '../identity.ts'
import { invalid, ID_COMPLAINT } from '../invalid.ts'
import { contentText, readConversation } from '../message-text.ts'
import {
  amountOf,
  countOf,
  idOf,
  jsonTextOf,
  listOf,
  objectOf,
  textOf,
  type Fields,
} from '../read-values.ts'
import { timeOf } from '../read-time.ts'

interface Run {
  runId: string
  sessionId: string | undefined
  start: number
  end: number
}

export function mapPiRun(body: Fields): SpanPart[] {
  const runId = runIdOf(body.metadata, { runId: body.runId })
  if (runId === undefined) throw invalid('runId', ID_COMPLAINT)
  const start = timeOf(body.startTimestamp)
  const end = timeOf(body.endTimestamp)
  if (start === undefined) throw invalid('startTimestamp', 'must be a time')
  if (end === undefined) throw invalid('endTimestamp', 'must be a time')
  if (end < start) throw invalid('endTimestamp', 'must not be before startTimestamp')

  const identity = readIdentity(body.metadata, body)
  const run = { runId, sessionId: identity.sessionId, start, end }
  const messages = listOf(body.messages).map((message) => objectOf(message) ?? {})
  const said = readConversation(messages)
  const steps = mapSteps(messages, run)
  const last = steps.at(-1)
  return [
    {
      kind: 'run',
      ...identity,
      runId,
      startTime: start,
      endTime: end,
      statusCode: last?.statusCode ?? 0,
      statusMessage: last?.statusMessage,
      prompt: firstOf(messages, 'user') ?? said.user,
      systemPrompt: said.system,
      response: said.answer,
      framework: 'pi',
    },
    ...steps,
    ...mapToolCalls(body.toolExecutions, run),
  ]
}

/** Each answer of the model is a step. */
function mapSteps(messages: readonly Fields[], { start, end, ...ids }: Run): StepPart[] {
  const timeAt = (index: number) => {
    const time = timeOf(messages[index]?.timestamp)
    return time === undefined ? undefined : Math.min(Math.max(time, start), end)
  }
  return messages.flatMap((message, index): StepPart[] => {
    if (message.role !== 'assistant') return []
    const failed = message.stopReason === 'error' || message.stopReason === 'aborted'
    const usage = objectOf(message.usage)
    const startTime = timeAt(index) ?? start
    return [
      {
        kind: 'step',
        ...ids,
        spanId: idOf(message.id) ?? idOf(message.responseId) ?? `step-${index}`,
        startTime,
        endTime: Math.max(startTime, timeAt(index + 1) ?? end),
        statusCode: failed ? 2 : 0,
        statusMessage: failed
          ? (textOf(message.errorMessage) ?? textOf(message.stopReason))
          : undefined,
        response: contentText(message.content) ?? jsonTextOf(message.content),
        modelUsed: textOf(message.model),
        provider: textOf(message.provider),
        finishReason: textOf(message.stopReason),
        promptUncachedTokens:
          usage && (countOf(usage.input) ?? 0) + (countOf(usage.cacheWrite) ?? 0),
        promptCachedTokens: countOf(usage?.cacheRead),
        completionTokens: countOf(usage?.output),
        cost: amountOf(objectOf(usage?.cost)?.total),
      },
    ]
  })
}

function mapToolCalls(executions: unknown, { start, end, ...ids }: Run): ToolCallPart[] {
  return listOf(executions).map((value, index) => {
    const call = objectOf(value) ?? {}
    const failed = call.isError === true
    return {
      kind: 'tool_call',
      ...ids,
      spanId: idOf(call.toolCallId) ?? `tool-${index}`,
      startTime: timeOf(call.startTimestamp) ?? start,
      // One that never ended was cut off with its run.
      endTime: timeOf(call.endTimestamp) ?? end,
      statusCode: failed ? 2 : 0,
      statusMessage: failed ? (failureOf(call.result) ?? 'The tool failed') : undefined,
      toolName: textOf(call.toolName)?.slice(0, 255) ?? 'unknown',
      args: jsonTextOf(call.args),
      result: jsonTextOf(call.result),
    }
  })
}

function failureOf(result: unknown): string | undefined {
  return textOf(result) ?? contentText(objectOf(result)?.content)
}

function firstOf(messages: readonly Fields[], role: string): string | undefined {
  return contentText(messages.find((message) => message.role === role)?.content)
}
