import { beforeAll, describe, expect, it } from 'vitest'

import type { SpanPart } from '../../../server/src/storage/traces/span-parts.ts'
import { read } from '../../helpers/read-runs.ts'
import { seedRuns } from '../../helpers/seed-runs.ts'
import { readTraceList } from '../../helpers/strict-envelopes.ts'
import { useCollector } from '../../helpers/use-collector.ts'
import { weatherRun } from '../../helpers/weather-run.ts'

const NOON = Date.UTC(2026, 1, 27, 12)

/** An event of a native run, so many milliseconds after noon. */
function event(after: number, type: string, fields: object = {}): SpanPart {
  return {
    kind: 'event',
    runId: 'native',
    spanId: `${type}-${after}`,
    type,
    startTime: NOON + after,
    statusCode: 0,
    ...fields,
  }
}

const NATIVE: SpanPart[] = [
  {
    kind: 'run',
    runId: 'native',
    sessionId: 'desk',
    startTime: NOON,
    endTime: NOON + 20_000,
    statusCode: 0,
    framework: 'native',
    agent: 'router',
  },
  event(0, 'decision', { decisionKind: 'routing', data: { to: 'billing' } }),
  event(10, 'handoff', { data: { to: 'billing' } }),
  event(20, 'handoff', { data: { to: 'router' } }),
  event(30, 'handoff', { data: { to: 'billing' } }),
  event(40, 'decision', { decisionKind: 'handoff', data: { to: 'router' } }),
  event(50, 'guardrail_eval', { data: { passed: true } }),
  event(60, 'guardrail_eval', { data: { action: 'block', rule: 'pii' } }),
  event(70, 'agent_enter', { data: { deep: { er: [1, 2] } } }),
  ...[100, 200, 300].map((after): SpanPart => ({
    kind: 'tool_call',
    runId: 'native',
    spanId: `call-${after}`,
    parentSpanId: 'agent_enter-70',
    startTime: NOON + after,
    endTime: NOON + after + 50,
    toolName: 'lookup',
    args: '{"id":7}',
    statusCode: after === 100 ? 0 : 2,
    ...(after !== 100 && { statusMessage: `No customer ${after}` }),
  })),
  {
    kind: 'step',
    runId: 'native',
    spanId: 'slow',
    startTime: NOON + 1000,
    endTime: NOON + 13_000,
    modelUsed: 'large',
    promptUncachedTokens: 10,
    completionTokens: 5,
    statusCode: 0,
  },
]

describe('the events of a session', () => {
  const collector = useCollector()
  const get = (path: string) =>
    read(collector(), `/api/projects/${collector().projectId}/sessions/${path}`)
  const traces = async (query = '') => readTraceList(await get(`desk/traces${query}`))
  const types = async (query: string) =>
    (await traces(query)).traces.map(({ type }: { type: string }) => type)

  beforeAll(async () => {
    await seedRuns(collector(), NATIVE)
    await seedRuns(
      collector(),
      weatherRun({
        runId: 'custom',
        startTime: NOON,
        run: { sessionId: 'chat', statusCode: 2, statusMessage: 'Gave up', response: undefined },
        call: { statusCode: 2, statusMessage: 'No connection to host 10.0.0.7' },
      }),
    )
  })

  it('come in the strict envelope, in the order of the session', async () => {
    const { traces: events, total, meta } = readTraceList(await get('chat/traces'))

    expect(total).toBe(4)
    expect(meta).toEqual({
      source: 'casefile',
      event_count: 4,
      is_truncated: false,
      source_chain: ['casefile'],
    })
    expect(events.map(({ eventSeq }) => eventSeq)).toEqual([1, 2, 3, 4])
    expect(events[0]).toEqual({
      id: expect.any(String),
      type: 'llm_call',
      eventType: 'llm_call',
      sessionId: 'chat',
      timestamp: '2026-02-27T12:00:00.100Z',
      traceId: 'custom',
      spanId: 'step-1',
      parentSpanId: null,
      agentName: 'support',
      durationMs: 300,
      eventSeq: 1,
      eventCursor: '1',
      status: 'ok',
      decisionKind: null,
      data: expect.objectContaining({ model: 'model-1-2026', response: 'calling' }),
    })
    expect(events.slice(1)).toMatchObject([
      { type: 'tool_call', status: 'error', data: { args: { city: 'Paris' } } },
      { type: 'tool_result', data: { result: { temp: 7 } } },
      { type: 'error', data: { message: 'Gave up' } },
    ])
  })

  it.each([
    ['?eventType=decision', ['decision', 'decision']],
    [
      '?types=decision,guardrail_eval',
      ['decision', 'decision', 'guardrail_eval', 'guardrail_eval'],
    ],
    ['?types=decision,handoff&eventType=decision', ['decision', 'decision']],
    ['?types=decision&eventType=handoff', []],
    ['?eventType=no_such_type', []],
    ['?decisionKind=handoff', ['handoff', 'handoff', 'handoff', 'decision']],
    ['?decisionKind=handoff&eventType=decision', ['decision']],
    ['?decisionKind=none', []],
    ['?spanId=call-100', ['tool_call', 'tool_result']],
    ['?spanId=call-100&types=tool_result', ['tool_result']],
    ['?limit=2&offset=1', ['handoff', 'handoff']],
    ['?offset=500', []],
  ])('can be filtered: %s', async (query, expected) => {
    expect(await types(query)).toEqual(expected)
  })

  it('keep words that nobody here knows, and what they carry', async () => {
    const { traces: events } = await traces('?types=agent_enter')

    expect(events[0]).toMatchObject({ type: 'agent_enter', data: { deep: { er: [1, 2] } } })
  })

  it('are clamped to 200, and refused below 1', async () => {
    expect((await get('desk/traces?limit=250')).body.limit).toBe(200)
    const { status, body } = await get('desk/traces?limit=0')
    expect(status).toBe(400)
    expect(body.error.code).toBe('VALIDATION_ERROR')
  })

  it('have children by span', async () => {
    const { traces: events, total } = readTraceList(
      await get('desk/traces/agent_enter-70/children?limit=2'),
    )

    expect(total).toBe(6)
    expect(events).toMatchObject([
      { type: 'tool_call', parentSpanId: 'agent_enter-70' },
      { type: 'tool_result' },
    ])
    expect(readTraceList(await get('desk/traces/slow/children')).total).toBe(0)
    expect((await get('desk/traces/nothing/children')).status).toBe(404)
  })

  it('fit into 2 MiB, whatever they carry', async () => {
    const parts = Array.from({ length: 60 }, (_, index) =>
      event(index, 'state_change', {
        runId: 'large',
        data: { small: index, large: '€'.repeat(index === 0 ? 10 : 40_000) },
      }),
    )
    const run: SpanPart = { kind: 'run', runId: 'large', sessionId: 'large', startTime: NOON }
    await seedRuns(collector(), [run, ...parts])

    const { traces: events, meta } = readTraceList(await get('large/traces?limit=200'))

    expect(events).toHaveLength(60)
    expect(meta).toMatchObject({
      is_truncated: true,
      warnings: [expect.objectContaining({ code: 'TEXTS_WERE_CUT' })],
    })
    expect(events[0].data).toEqual({ small: 0, large: '€'.repeat(10) })
    expect(events[59].data).toMatchObject({ small: 59, large: expect.stringMatching(/^€+…$/) })
  })

  it('can be had with metrics, which are there alone too', async () => {
    const { body } = await get('desk/traces?include=metrics&limit=1')
    const alone = await get('desk/metrics')

    expect(alone.body).toEqual({ success: true, metrics: body.metrics })
    expect(body.metrics).toEqual({
      totalLatencyMs: 20_000,
      turns: [
        { turn: 1, traceId: 'native', latencyMs: 20_000, startedAt: '2026-02-27T12:00:00.000Z' },
      ],
      llmCallCount: 1,
      llmCalls: [
        {
          spanId: 'slow',
          traceId: 'native',
          model: 'large',
          inputTokens: 10,
          outputTokens: 5,
          totalTokens: 15,
          latencyMs: 12_000,
        },
      ],
      tokens: { input: 10, output: 5, total: 15 },
      toolCallCount: 3,
      toolSuccessRate: 1 / 3,
      guardrailEvalCount: 2,
      guardrailBlockRate: 0.5,
    })
  })

  it('have metrics of nothing, which are zero or null and never NaN', async () => {
    await seedRuns(collector(), [
      { kind: 'run', runId: 'empty', sessionId: 'empty', startTime: NOON },
    ])

    const { body } = await get('empty/metrics')

    expect(body.metrics).toMatchObject({
      totalLatencyMs: 0,
      turns: [{ turn: 1, latencyMs: null }],
      llmCalls: [],
      toolSuccessRate: null,
      guardrailBlockRate: null,
    })
    expect((await get('empty/analysis')).body.analysis).toMatchObject({
      slowSpans: [],
      errorPatterns: [],
      decisionAnomalies: [],
      suggestions: [],
    })
    expect(readTraceList(await get('empty/traces')).total).toBe(0)
  })

  it('are analysed by rules that cite them', async () => {
    const { body } = await get('desk/analysis')
    const { analysis } = body

    expect(analysis.slowSpans).toEqual([
      {
        spanId: 'slow',
        eventId: expect.any(String),
        type: 'llm_call',
        name: 'large',
        durationMs: 12_000,
        threshold: 5000,
      },
    ])
    expect(analysis.errorPatterns).toMatchObject([
      { pattern: 'no customer <number>', type: 'tool_call', toolName: 'lookup', count: 2 },
    ])
    expect(analysis.decisionAnomalies.map(({ type }: { type: string }) => type).sort()).toEqual([
      'guardrail_block',
      'handoff_ping_pong',
      'tool_loop',
    ])
    const known = new Set((await traces('?limit=200')).traces.map(({ id }) => id))
    for (const { eventIds } of [...analysis.suggestions, ...analysis.decisionAnomalies]) {
      expect(eventIds.length).toBeGreaterThan(0)
      expect(eventIds.filter((id: string) => !known.has(id))).toEqual([])
    }
    expect((await get('desk/analysis')).body).toEqual(body)
  })

  it('are listed as requests to models, newest first', async () => {
    const { body } = await get('generations')

    expect(body).toMatchObject({ success: true, total: 2, limit: 50, offset: 0 })
    expect(body.generations[1]).toEqual({
      id: expect.any(String),
      sessionId: 'chat',
      traceId: 'custom',
      spanId: 'step-1',
      timestamp: '2026-02-27T12:00:00.100Z',
      agentName: 'support',
      model: 'model-1-2026',
      provider: null,
      inputTokens: 150,
      outputTokens: 45,
      totalTokens: 195,
      latencyMs: 300,
      cost: 0.0042,
      finishReason: null,
      prompt: { messageCount: 2, systemPromptPresent: true, preview: 'Weather in Paris?' },
      status: 'ok',
    })
    expect((await get('generations?model=large')).body.total).toBe(1)
    expect((await get('generations?limit=1&offset=1')).body.generations).toHaveLength(1)
    expect((await get('generations?to=2026-02-27T12:00:00.500Z')).body.total).toBe(1)
    expect((await get('generations?range=1d')).body.total).toBe(0)
  })
})
