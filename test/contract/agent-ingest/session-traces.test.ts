import { randomUUID } from 'node:crypto'

import { describe, expect, it } from 'vitest'

import { runItem } from '../../helpers/agent-items.ts'
import { call } from '../../helpers/collector-client.ts'
import { addProject } from '../../helpers/run-server-cli.ts'
import { storedRun, storedRuns } from '../../helpers/stored-runs.ts'
import { useCollector } from '../../helpers/use-collector.ts'

const NOON = Date.UTC(2026, 10, 22, 12)
const at = (milliseconds: number) => new Date(NOON + milliseconds).toISOString()

/** One turn with an event of each documented type. */
function turn(traceId: string, begin = 0) {
  const common = { traceId, agentName: 'triage' }
  return [
    {
      ...common,
      type: 'llm_call',
      id: `${traceId}-llm`,
      timestamp: at(begin),
      spanId: 'llm',
      durationMs: 400,
      data: {
        model: 'gpt-4o',
        provider: 'openai',
        inputTokens: 120,
        cachedTokens: 20,
        outputTokens: 30,
        cost: 0.01,
        prompt: [{ role: 'user', content: 'Where is my order?' }],
        response: 'looking',
        finishReason: 'tool_calls',
      },
    },
    {
      ...common,
      type: 'tool_call',
      id: `${traceId}-call`,
      timestamp: at(begin + 500),
      spanId: 'tool',
      parentSpanId: 'llm',
      data: { toolName: 'track', toolCallId: 'c1', args: { order: 'A-17' } },
    },
    {
      ...common,
      type: 'tool_result',
      id: `${traceId}-result`,
      timestamp: at(begin + 800),
      spanId: 'tool-end',
      data: {
        toolCallId: 'c1',
        result: { status: 'lost' },
        success: false,
        error: 'no such order',
      },
    },
    ...['decision', 'handoff', 'guardrail_eval', 'state_change'].map((type, index) => ({
      ...common,
      type,
      id: `${traceId}-${type}`,
      timestamp: at(begin + 900 + index),
      spanId: 'shared',
      data: type === 'decision' ? { decisionKind: 'routing', to: 'human' } : { [type]: true },
    })),
    {
      ...common,
      type: 'response',
      id: `${traceId}-response`,
      timestamp: at(begin + 1000),
      data: { text: 'A person will call you.' },
    },
  ]
}

describe('POST /api/projects/:projectId/sessions/:sessionId/traces', () => {
  const collector = useCollector()
  const scope = () => ({ projectId: collector().projectId, sources: ['prod'] as const })
  const send = (sessionId: string, body: unknown, key = collector().keys.ingest) =>
    call(
      collector(),
      `POST /api/projects/${collector().projectId}/sessions/${encodeURIComponent(sessionId)}/traces`,
      { body, headers: { authorization: `Bearer ${key}` } },
    )
  const eventsOf = async (sessionId: string) => {
    const page = { limit: 200, offset: 0 }
    const read = await storedRuns(collector()).traceEvents({ ...scope(), sessionId, page })
    return read.events
  }

  it('stores events of every documented type, and gives them back as they came', async () => {
    const sessionId = `session/${randomUUID()}?`
    const events = turn(randomUUID())

    const answer = await send(sessionId, { events })

    expect([answer.status, answer.body]).toEqual([200, { success: true, accepted: events.length }])
    const stored = await eventsOf(sessionId)
    expect(stored.map(({ eventId, type, data }) => ({ id: eventId, type, data }))).toEqual(
      events.map(({ id, type, data }) => ({ id, type, data })),
    )
    expect(stored.map(({ time }) => time)).toEqual(events.map((each) => Date.parse(each.timestamp)))
    expect(new Set(stored.map(({ agent }) => agent))).toEqual(new Set(['triage']))
    expect(stored.filter(({ spanId }) => spanId === 'shared')).toHaveLength(4)
    expect(stored.find(({ type }) => type === 'decision')).toMatchObject({
      decisionKind: 'routing',
    })
  })

  it('makes a run of a trace, with its prompt, its answer and its sums', async () => {
    const [sessionId, traceId] = [randomUUID(), randomUUID()]
    await send(sessionId, { traces: turn(traceId) })

    expect(await storedRun(collector(), traceId)).toMatchObject({
      framework: 'native',
      sessionId,
      agent: 'triage',
      startTime: NOON,
      endTime: NOON + 1000,
      statusCode: 0,
      prompt: 'Where is my order?',
      response: 'A person will call you.',
      promptTokens: 120,
      promptCachedTokens: 20,
      completionTokens: 30,
      cost: 0.01,
      steps: [{ spanId: 'llm', modelUsed: 'gpt-4o', response: 'looking', endTime: NOON + 400 }],
      toolCalls: [
        {
          spanId: 'c1',
          parentSpanId: 'llm',
          toolName: 'track',
          args: '{"order":"A-17"}',
          result: '{"status":"lost"}',
          statusCode: 2,
          statusMessage: 'no such order',
          startTime: NOON + 500,
          endTime: NOON + 800,
        },
      ],
    })
  })

  it('is the same however it is sent: at once, one by one, backwards, twice', async () => {
    const [once, alone, backwards] = [randomUUID(), randomUUID(), randomUUID()]
    const reference = turn(once)
    await send(once, reference)
    for (const event of [...turn(alone), ...turn(alone)]) await send(alone, event)
    for (const event of turn(backwards).reverse()) await send(backwards, { events: [event] })

    const shape = async (traceId: string) => {
      const run = await storedRun(collector(), traceId)
      const events = await eventsOf(traceId)
      const text = JSON.stringify([run, events.map((event) => ({ ...event, sequence: 0 }))])
      return JSON.parse(text.replaceAll(traceId, 'ID')) as unknown
    }
    const expected = await shape(once)
    expect(await shape(alone)).toEqual(expected)
    expect(await shape(backwards)).toEqual(expected)
  })

  it('joins a result with the call of an earlier request', async () => {
    const [sessionId, traceId] = [randomUUID(), randomUUID()]
    const [, asked, answered] = turn(traceId)
    await send(sessionId, [asked])
    await send(sessionId, [answered])

    expect((await storedRun(collector(), traceId)).toolCalls).toMatchObject([
      { spanId: 'c1', startTime: NOON + 500, endTime: NOON + 800, statusCode: 2 },
    ])
    expect((await eventsOf(sessionId)).map(({ spanId }) => spanId)).toEqual(['tool', 'tool'])
  })

  it('joins a result that names its call by the span alone', async () => {
    const [sessionId, traceId] = [randomUUID(), randomUUID()]
    const [, asked] = turn(traceId)
    await send(sessionId, [asked])
    for (const span of [{ spanId: 'tool' }, { spanId: 'inner', parentSpanId: 'tool' }]) {
      const result = { type: 'tool_result', traceId, timestamp: at(600), ...span }
      await send(sessionId, { ...result, data: { result: span.spanId } })
      expect((await storedRun(collector(), traceId)).toolCalls).toMatchObject([
        { spanId: 'c1', result: span.spanId, endTime: NOON + 600 },
      ])
    }
  })

  it('takes the session for the run when there is no trace', async () => {
    const sessionId = randomUUID()
    await send(sessionId, { type: 'response', timestamp: NOON, data: { text: 'hello' } })
    await send(sessionId, {
      event_type: 'error',
      timestamp: at(5),
      data: { message: 'password=hunter2 is wrong' },
    })

    expect(await storedRun(collector(), sessionId)).toMatchObject({
      runId: sessionId,
      response: 'hello',
      statusCode: 2,
      statusMessage: 'password=[REDACTED] is wrong',
      startTime: NOON,
      endTime: NOON + 5,
    })
    expect((await eventsOf(sessionId)).map(({ type }) => type)).toEqual(['response', 'error'])
  })

  it('knows an event without an id by its content', async () => {
    const sessionId = randomUUID()
    const event = { type: 'state_change', timestamp: NOON, data: { cart: 1 } }
    for (const body of [event, event, { ...event, data: { cart: 2 } }]) await send(sessionId, body)

    expect((await eventsOf(sessionId)).map(({ data }) => data)).toEqual([{ cart: 1 }, { cart: 2 }])
  })

  it('adds to a run that was sent otherwise, and leaves the run as it is', async () => {
    const sessionId = randomUUID()
    const run = runItem({ response: 'sent as a run', session_id: sessionId })
    const { ingest: key } = collector().keys
    await call(collector(), 'POST /v1/custom', { key, body: run })
    await send(sessionId, {
      type: 'handoff',
      timestamp: NOON,
      traceId: run.run_id,
      data: { to: 'sales' },
    })

    expect(await storedRun(collector(), run.run_id)).toMatchObject({
      framework: 'custom',
      response: 'sent as a run',
      events: [{ type: 'handoff' }],
    })
  })

  it.each<[string, unknown, string]>([
    ['no list', { events: {} }, 'events must be a list of 1 to 1000 events'],
    ['an empty list', { traces: [] }, 'traces must be a list of 1 to 1000 events'],
    ['no object', { events: [7] }, 'events[0] must be an object'],
    ['no type', { events: [{ timestamp: NOON }] }, 'events[0].type must be a text'],
    ['no time', [{ type: 'error' }], 'events[0].timestamp must be an ISO 8601 time'],
    ['another time', { type: 'error', timestamp: 'noon' }, 'timestamp must be an ISO 8601 time'],
    ['data that are text', { type: 'x', timestamp: NOON, data: 'x' }, 'data must be an object'],
    ['a long id', { type: 'x', timestamp: NOON, spanId: 'x'.repeat(256) }, 'spanId must be a text'],
    ['a duration below zero', { type: 'x', timestamp: NOON, durationMs: -1 }, 'durationMs must be'],
  ])('refuses %s, and names it', async (_, body, message) => {
    const { status, body: refusal } = await send(randomUUID(), body)

    expect([status, refusal]).toEqual([
      400,
      {
        success: false,
        error: { code: 'VALIDATION_ERROR', message: expect.stringContaining(message) },
      },
    ])
  })

  it('lets in who may send, and tells no foreign project from an unknown one', async () => {
    const body = { type: 'error', timestamp: NOON }
    const other = await addProject(collector().data)
    const foreign = await send('s', body, other.keys.ingest)
    const statuses = await Promise.all(
      [collector().keys.capture, collector().keys.read, 'tcc_prod_nobody'].map(
        async (key) => (await send('s', body, key)).status,
      ),
    )

    expect([foreign.status, foreign.body.error.code]).toEqual([404, 'NOT_FOUND'])
    expect(statuses).toEqual([403, 403, 401])
    expect((await send('s', body, collector().keys.project)).status).toBe(200)
  })
})
