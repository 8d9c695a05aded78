import { randomFrom } from '../../lib/random-from.mjs'

const MODELS = ['sonnet-4', 'haiku-4', 'gpt-5', 'gpt-5-mini', 'gemini-2']
const TOOLS = ['search', 'get_order', 'refund', 'send_mail', 'list_items', 'quote', 'book', 'pay']
const WORDS =
  'order parcel refund address late broken size colour payment card invoice weather please today store'.split(
    ' ',
  )

/**
 * A run of so many spans as the store takes it: half of them steps, half calls of tools, texts of
 * the length that questions and answers have. The same for the same seed.
 */
export function agentRun({ runId, sessionId, startTime, spans, seed }) {
  const random = randomFrom(seed)
  const upTo = (most) => Math.floor(random() * most)
  const text = (words) =>
    Array.from({ length: words }, () => WORDS[upTo(WORDS.length)] + upTo(1000)).join(' ')
  const failed = random() < 0.05
  const run = {
    kind: 'run',
    runId,
    sessionId,
    startTime,
    endTime: startTime + spans * 400 + upTo(500),
    statusCode: failed ? 2 : 0,
    statusMessage: failed ? `Timed out after ${upTo(60)} s` : undefined,
    prompt: text(12),
    response: text(40),
    conversational: true,
    agent: `agent-${upTo(4)}`,
    userId: `user-${upTo(5000)}`,
    orgId: `org-${upTo(50)}`,
    metadata: { plan: 'pro', release: `1.${upTo(20)}` },
    framework: 'custom',
  }
  const parts = Array.from({ length: spans }, (_, index) => {
    const from = startTime + index * 400 + upTo(100)
    const common = {
      runId,
      spanId: `${runId}-${index}`,
      startTime: from,
      endTime: from + 20 + upTo(2000),
      statusCode: random() < 0.03 ? 2 : 0,
    }
    if (index % 2 === 0) {
      return {
        ...common,
        kind: 'step',
        prompt: text(30),
        response: text(25),
        modelUsed: MODELS[upTo(MODELS.length)],
        promptUncachedTokens: 200 + upTo(3000),
        promptCachedTokens: upTo(2000),
        completionTokens: upTo(700),
        cost: upTo(2000) / 1e5,
      }
    }
    return {
      ...common,
      kind: 'tool_call',
      toolName: TOOLS[upTo(TOOLS.length)],
      args: JSON.stringify({ query: text(3) }),
      result: JSON.stringify({ found: text(20) }),
    }
  })
  return [run, ...parts]
}

/** A part as an item of `POST /v1/custom`. */
export function toItem({ kind, startTime, endTime, statusCode, statusMessage, runId, ...part }) {
  const common = {
    type: kind,
    run_id: runId,
    start_time: new Date(startTime).toISOString(),
    end_time: new Date(endTime).toISOString(),
    status_code: statusCode,
    ...(statusMessage && { status_message: statusMessage }),
  }
  if (kind === 'run') {
    return {
      ...common,
      session_id: part.sessionId,
      conversational: true,
      prompt: { user_prompt: part.prompt },
      response: part.response,
      metadata: { ...part.metadata, 'tcc.agent': part.agent, 'tcc.userId': part.userId },
    }
  }
  if (kind === 'step') {
    return {
      ...common,
      step_id: part.spanId,
      prompt: part.prompt,
      response: part.response,
      model_used: part.modelUsed,
      prompt_uncached_tokens: part.promptUncachedTokens,
      prompt_cached_tokens: part.promptCachedTokens,
      completion_tokens: part.completionTokens,
      real_total_cost: part.cost,
    }
  }
  const { spanId, toolName, args, result } = part
  return { ...common, tool_call_id: spanId, tool_name: toolName, args, result }
}
