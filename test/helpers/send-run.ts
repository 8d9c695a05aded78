import { randomUUID } from 'node:crypto'

import { batchOf, runItem, stepItem, toolCallItem } from './agent-items.ts'
import { call } from './collector-client.ts'
import type { RunningCollector } from './start-collector.ts'

interface Sent {
  /** Default: one of its own. */
  sessionId?: string
  prompt?: string
  response?: string
  /** Why the run failed; without it, it did not. */
  failure?: string
  /** Default: `find_order`. */
  tool?: string
  /** Default: `gpt-5`. */
  model?: string
  /** Why its tool failed; without it, it did not. */
  toolFailure?: string
  /** Epoch milliseconds. Default: two seconds ago. */
  startTime?: number
  metadata?: Record<string, string>
}

/** Sends a run that asks a model, calls a tool and asks again; returns its id. */
export async function sendRun(
  collector: RunningCollector,
  sent: Sent = {},
  key = collector.keys.ingest,
): Promise<string> {
  const {
    prompt = 'Where is my order?',
    response = 'It is on its way.',
    failure,
    toolFailure,
  } = sent
  const { tool = 'find_order', model = 'gpt-5' } = sent
  const { startTime = Date.now() - 2_000, sessionId = randomUUID(), metadata } = sent
  const run_id = randomUUID()
  const lasting = (from: number, to: number) => ({
    start_time: new Date(startTime + from).toISOString(),
    end_time: new Date(startTime + to).toISOString(),
  })
  const failed = (why: string | undefined) => why && { status_code: 2, status_message: why }
  const step = {
    prompt: prompt,
    response,
    model_used: model,
    prompt_uncached_tokens: 120,
    completion_tokens: 30,
    real_total_cost: 0.002,
  }

  const batch = batchOf(
    runItem({
      run_id,
      ...lasting(0, 1_900),
      session_id: sessionId,
      conversational: true,
      prompt: { user_prompt: prompt },
      ...(!failure && { response }),
      ...failed(failure),
      metadata: { 'tcc.agent': 'support', 'tcc.userId': 'user-7', ...metadata },
    }),
    stepItem(run_id, { ...step, ...lasting(100, 700) }),
    toolCallItem(run_id, {
      ...lasting(750, 900),
      tool_name: tool,
      args: JSON.stringify({ order: 'A-1', said: prompt }),
      ...(!toolFailure && { result: '{"found":true}' }),
      ...failed(toolFailure),
    }),
    stepItem(run_id, { ...step, ...lasting(1_000, 1_800) }),
  )
  const { status, body } = await call(collector, 'POST /v1/custom', {
    headers: { authorization: `Bearer ${key}` },
    body: batch,
  })
  if (status !== 200) throw new Error(`The run was refused: ${status} ${JSON.stringify(body)}`)
  return run_id
}
