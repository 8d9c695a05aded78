import type { TraceEvent } from '../storage/traces/trace-event-reader.ts'
import { sessionOf, statusOf } from './map-event.ts'
import { totalOf } from './read-metrics.ts'

const PREVIEW_CHARACTERS = 200

export function mapGeneration(event: TraceEvent) {
  return {
    id: event.eventId,
    sessionId: sessionOf(event),
    traceId: event.runId,
    spanId: event.spanId,
    timestamp: new Date(event.time).toISOString(),
    agentName: event.agent,
    model: event.model,
    provider: event.provider,
    inputTokens: event.promptTokens,
    outputTokens: event.completionTokens,
    totalTokens: totalOf(event),
    latencyMs: event.duration,
    cost: event.cost,
    finishReason: event.finishReason,
    prompt: describePrompt(event.data),
    status: statusOf(event),
  }
}

interface Message {
  role: string | undefined
  text: string
}

/** What can be said of a prompt in whichever of the usual forms it came. */
function describePrompt(data: TraceEvent['data']) {
  const messages = messagesOf(data.messages ?? data.prompt ?? data.input)
  const system = data.systemPrompt ?? data.system
  const last = messages.findLast(({ role }) => role !== 'system') ?? messages.at(-1)
  return {
    messageCount: messages.length,
    systemPromptPresent:
      (typeof system === 'string' && system !== '') ||
      messages.some(({ role }) => role === 'system' || role === 'developer'),
    preview: last ? last.text.slice(0, PREVIEW_CHARACTERS) : null,
  }
}

function messagesOf(prompt: unknown): Message[] {
  if (typeof prompt === 'string') {
    if (prompt === '') return []
    const parsed = parse(prompt)
    return parsed === undefined ? [{ role: undefined, text: prompt }] : messagesOf(parsed)
  }
  if (Array.isArray(prompt)) return prompt.map(messageOf)
  if (typeof prompt !== 'object' || prompt === null) return []
  if ('messages' in prompt) return messagesOf(prompt.messages)
  return [messageOf(prompt)]
}

/** A list or an object that a text holds; a text that only looks like JSON is a text. */
function parse(text: string): object | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined
  try {
    const parsed: unknown = JSON.parse(text)
    return typeof parsed === 'object' && parsed !== null ? parsed : undefined
  } catch {
    return undefined
  }
}

function messageOf(message: unknown): Message {
  if (typeof message !== 'object' || message === null) {
    return { role: undefined, text: String(message) }
  }
  const { role, content, prompt } = message as {
    role?: unknown
    content?: unknown
    prompt?: unknown
  }
  const said = content ?? prompt
  return {
    role: typeof role === 'string' ? role : undefined,
    text: typeof said === 'string' ? said : JSON.stringify(said ?? message),
  }
}
