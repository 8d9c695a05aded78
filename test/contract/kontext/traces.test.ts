import { beforeAll, describe, expect, it } from 'vitest'

import { read } from '../../helpers/read-runs.ts'
import { seedRuns } from '../../helpers/seed-runs.ts'
import { useCollector } from '../../helpers/use-collector.ts'
import { weatherRun } from '../../helpers/weather-run.ts'

const HOUR = 60 * 60_000
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

describe.each(['/api/v1', ''])('traces under "%s"', (prefix) => {
  const collector = useCollector()
  const now = Date.now()
  const at = (hoursAgo: number) => now - hoursAgo * HOUR
  const get = (path: string) => read(collector(), prefix + path)
  const ids = async (query: string) =>
    (await get(`/traces?${query}`)).body.items.map((each: { traceId: string }) => each.traceId)

  beforeAll(async () => {
    await seedRuns(collector(), [
      ...weatherRun({
        runId: 'one',
        startTime: at(2),
        run: { userEmail: 'jane@acme.test' },
        call: { bytesIn: 1, integrationId: 'maps', parentSpanId: 'step-1' } as object,
      }),
      ...weatherRun({
        runId: 'two',
        startTime: at(1),
        run: { agent: 'billing', userId: 'user-2', sessionId: 'session-2' },
        call: { statusCode: 2, outcome: 'error_auth', statusMessage: 'Not allowed' },
      }),
      {
        kind: 'tool_call',
        runId: 'two',
        spanId: 'warned',
        startTime: at(1) + 950,
        endTime: at(1) + 960,
        toolName: 'search',
        args: '["a"]',
        outcome: 'warn',
        statusMessage: 'Partial results',
      },
      { kind: 'run', runId: 'bare', startTime: at(20 * 24) },
    ])
  })

  it('are runs, newest first, in pages', async () => {
    const { status, body } = await get('/traces?limit=2')

    expect(status).toBe(200)
    expect(body).toEqual({
      items: [
        {
          traceId: 'two',
          sessionId: 'session-2',
          startedAt: new Date(at(1)).toISOString(),
          endedAt: new Date(at(1) + 1000).toISOString(),
          eventCount: 3,
          okCount: 1,
          warnCount: 1,
          errorCount: 1,
          agentId: expect.stringMatching(UUID),
          agentName: 'billing',
          ownerUserId: 'user-2',
          ownerEmail: '',
          agentSessionId: 'session-2',
        },
        expect.objectContaining({
          traceId: 'one',
          eventCount: 2,
          okCount: 2,
          ownerEmail: 'jane@acme.test',
        }),
      ],
      nextCursor: '2',
    })
    const rest = await get('/traces?limit=2&cursor=2')
    expect(rest.body.items).toEqual([
      {
        traceId: 'bare',
        sessionId: 'bare',
        startedAt: expect.any(String),
        endedAt: null,
        eventCount: 0,
        okCount: 0,
        warnCount: 0,
        errorCount: 0,
        agentId: expect.stringMatching(UUID),
        agentName: 'unknown',
        ownerUserId: '',
        ownerEmail: '',
      },
    ])
    expect(rest.body).not.toHaveProperty('nextCursor')
    expect(await ids('offset=1')).toEqual(['one', 'bare'])
  })

  it('are chosen by user, session and agent', async () => {
    const [two] = (await get('/traces')).body.items

    expect(await ids('userId=user-1')).toEqual(['one'])
    expect(await ids('ownerUserId=user-2')).toEqual(['two'])
    expect(await ids('sessionId=session-2')).toEqual(['two'])
    expect(await ids(`agentId=${two.agentId}`)).toEqual(['two'])
    expect(await ids(`applicationId=${two.agentId.toUpperCase()}`)).toEqual(['two'])
    expect(await ids('agentId=00000000-0000-5000-8000-000000000000')).toEqual([])
  })

  it.each([
    'limit=0',
    'limit=201',
    'offset=-1',
    'cursor=x',
    'cursor=1&offset=2',
    'userId=',
    'userId=a&ownerUserId=b',
    'agentId=a&applicationId=b',
  ])('are refused for ?%s', async (query) => {
    const { status, body } = await get(`/traces?${query}`)

    expect(status).toBe(400)
    expect(body).toEqual({ message: expect.any(String), statusCode: 400 })
  })

  it('have events', async () => {
    const { body } = await get('/traces/two')

    expect(body.trace).toMatchObject({ traceId: 'two', eventCount: 3 })
    expect(body.events).toHaveLength(3)
    expect(body.events[0]).toMatchObject({ eventType: 'llm_call', status: 'ok', toolName: null })
    expect(body.events[1]).toEqual({
      id: expect.any(String),
      createdAt: new Date(at(1) + 400).toISOString(),
      sessionId: 'session-2',
      agentId: body.trace.agentId,
      traceId: 'two',
      apiKeyId: null,
      eventType: 'tool_call',
      status: 'error_auth',
      durationMs: 500,
      integrationId: null,
      toolName: 'get_weather',
      errorMessage: 'Not allowed',
      bytesIn: 16,
      bytesOut: 10,
      requestJson: { city: 'Paris' },
      responseJson: { temp: 7 },
      parentEventId: null,
      agentSessionId: 'session-2',
    })
    expect(body.events[2]).toMatchObject({
      status: 'warn',
      errorMessage: 'Partial results',
      requestJson: { value: ['a'] },
      responseJson: null,
    })
    const one = (await get('/traces/one')).body.events
    expect(one[1]).toMatchObject({ integrationId: 'maps', parentEventId: one[0].id })
    expect((await get('/traces/bare')).body.events).toEqual([])
  })

  it('are unknown by other ids', async () => {
    for (const path of ['/traces/nothing', '/traces/two?userId=user-1']) {
      const { status, body } = await get(path)
      expect([path, status]).toEqual([path, 404])
      expect(body).toEqual({ message: 'Trace not found', statusCode: 404 })
    }
  })

  it('have their tool calls in one list, newest first', async () => {
    const { body } = await get('/mcp-events?limit=2')
    const events = (await get('/traces/two')).body.events

    expect(body).toEqual({
      items: [
        {
          id: events[2].id,
          createdAt: events[2].createdAt,
          agentId: events[2].agentId,
          integrationId: null,
          toolName: 'search',
          eventType: 'tool_call',
          status: 'warn',
        },
        expect.objectContaining({ id: events[1].id, status: 'error_auth' }),
      ],
    })
    expect((await get('/mcp-events?limit=0')).status).toBe(400)
  })

  it('have statistics of a day, a week or a month, the week when nothing is said', async () => {
    const { body } = await get('/traces/stats?period=1d')

    expect(body).toMatchObject({
      totalTraces: 2,
      totalEvents: 5,
      eventCounts: { ok: 3, warn: 1, error_remote: 0, error_proxy: 0, error_auth: 1 },
      errorRate: 20,
      errorsByType: [{ type: 'error_auth', count: 1 }],
      topTools: [
        { toolName: 'get_weather', count: 2, errorCount: 1, avgDurationMs: 500 },
        { toolName: 'search', count: 1, errorCount: 0, avgDurationMs: 10 },
      ],
    })
    expect(body.latency.avg).toBeCloseTo((300 + 500 + 300 + 500 + 10) / 5, 6)
    expect(body.bytesTransferred.in).toBeGreaterThan(0)
    expect(body.timeline).toHaveLength(24)
    expect(
      body.timeline.reduce((sum: number, each: { total: number }) => sum + each.total, 0),
    ).toBe(5)
    expect((await get('/traces/stats?period=24h')).body.timeline).toHaveLength(24)
    expect((await get('/traces/stats')).body.timeline).toHaveLength(7)
    const month = (await get('/traces/stats?period=30d')).body
    expect([month.totalTraces, month.timeline.length]).toEqual([3, 30])
  })

  it('have statistics of one user, and of nobody', async () => {
    const own = (await get('/traces/stats?userId=user-1')).body
    const none = (await get('/traces/stats?userId=nobody')).body

    expect([own.totalTraces, own.totalEvents, own.errorRate]).toEqual([1, 2, 0])
    expect(none).toMatchObject({
      totalTraces: 0,
      totalEvents: 0,
      errorRate: 0,
      latency: { avg: 0, p50: 0, p95: 0, p99: 0 },
      bytesTransferred: { in: 0, out: 0 },
      errorsByType: [],
      topTools: [],
    })
    expect((await get('/traces/stats?period=2d')).status).toBe(400)
  })
})
