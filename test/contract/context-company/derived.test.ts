import { beforeAll, describe, expect, it } from 'vitest'

import { call } from '../../helpers/collector-client.ts'
import { read } from '../../helpers/read-runs.ts'
import { seedRuns, withTraceStore } from '../../helpers/seed-runs.ts'
import { useCollector } from '../../helpers/use-collector.ts'
import { weatherRun } from '../../helpers/weather-run.ts'

const NOON = Date.UTC(2026, 1, 27, 12)
const HOUR = 60 * 60_000
const DAY = 'from=2026-02-27T00:00:00Z&to=2026-02-28T00:00:00Z'
const EMPTY = 'from=2025-01-01&to=2025-01-02'

/** A range, whatever else an endpoint takes. */
const RANGE_REFUSALS = ['', 'range=3d', 'from=1', 'range=1d&from=1&to=2', 'from=2&to=1']

describe('what is derived from runs', () => {
  const collector = useCollector()
  const get = async (path: string) => (await read(collector(), path)).body

  beforeAll(async () => {
    const { projectId } = collector()
    await seedRuns(collector(), [
      ...weatherRun({ runId: 'fine', startTime: NOON }),
      ...weatherRun({
        runId: 'broken',
        startTime: NOON + HOUR,
        run: {
          statusCode: 2,
          statusMessage: 'Timed out after 30 s',
          endTime: NOON + HOUR + 3000,
          sessionId: 'session-2',
          userId: 'user-2',
        },
        step: { statusCode: 2, modelUsed: undefined, modelRequested: undefined },
        call: { statusCode: 2, statusMessage: 'No connection to host 10.0.0.7' },
      }),
      ...weatherRun({
        runId: 'again',
        startTime: NOON + 2 * HOUR,
        run: { sessionId: 'session-2' },
        call: { statusCode: 2, statusMessage: 'No connection to host 10.0.0.8' },
      }),
    ])
    await seedRuns(
      collector(),
      weatherRun({ startTime: NOON, run: { statusCode: 2, statusMessage: 'Only in dev' } }),
      'dev',
    )
    await withTraceStore(collector().data, async (store) => {
      const about = { projectId, source: 'prod', createdAt: NOON + 3 * HOUR } as const
      await store.addFeedback({ ...about, runId: 'fine', score: 'thumbs_up', text: 'Kind' })
      await store.addFeedback({ ...about, runId: 'broken', score: 'thumbs_down' })
      await store.addFeedback({ ...about, runId: 'again', text: 'Hm', createdAt: NOON + 4 * HOUR })
      await store.saveInsight({
        insightId: 'insight-456',
        projectId,
        period: { from: NOON - 7 * 24 * HOUR, to: NOON },
        createdAt: NOON,
        content: INSIGHT,
      })
    })
  })

  it('are sums and a series', async () => {
    const body = await get(`/v1/metrics?${DAY}`)

    expect(body.metrics).toEqual({
      run_count: 3,
      error_count: 1,
      error_rate: 1 / 3,
      session_count: 2,
      duration_ms: {
        avg: expect.closeTo(5000 / 3, 6),
        p50: expect.any(Number),
        p95: expect.any(Number),
        p99: expect.any(Number),
      },
      tokens: { prompt: 450, prompt_cached: 90, completion: 135, total: 585 },
      cost: { total: expect.closeTo(0.0126, 9), avg_per_run: expect.closeTo(0.0042, 9) },
      feedback: { thumbs_up: 1, thumbs_down: 1 },
    })
    expect(body.metrics.duration_ms.p99).toBeGreaterThan(2900)
    expect(body).toMatchObject({ from: '2026-02-27T00:00:00.000Z', to: '2026-02-28T00:00:00.000Z' })
    expect(body.timeseries).toHaveLength(24)
    expect(body.timeseries[13]).toEqual({
      bucket: '2026-02-27T13:00:00.000Z',
      run_count: 1,
      error_count: 1,
      total_tokens: 195,
      cost: 0.0042,
      avg_duration_ms: 3000,
    })
    expect(body.timeseries[3]).toMatchObject({ run_count: 0, avg_duration_ms: null })
  })

  it('are zeros and nulls of nothing, never NaN', async () => {
    const metrics = await get(`/v1/metrics?${EMPTY}`)
    expect(metrics.metrics).toMatchObject({
      run_count: 0,
      error_rate: 0,
      duration_ms: { avg: null, p50: null, p95: null, p99: null },
      cost: { total: 0, avg_per_run: null },
    })
    expect(await get(`/v1/models?${EMPTY}`)).toEqual({ models: [] })
    expect(await get(`/v1/tools?${EMPTY}`)).toEqual({ tools: [] })
    expect(await get(`/v1/failures?${EMPTY}`)).toEqual({ failures: [], total: 0 })
    expect((await get(`/v1/feedback?${EMPTY}`)).feedback).toEqual({
      total: 0,
      thumbs_up: 0,
      thumbs_down: 0,
      text_count: 0,
      positive_rate: null,
      feedback_rate: 0,
    })
    expect((await get(`/v1/metrics?from=${NOON}&to=${NOON}`)).timeseries).toEqual([])
  })

  it('have a series of any range that is not too long to read', async () => {
    for (const range of ['range=5m', 'range=2M', 'from=0&to=253402300799999']) {
      const { timeseries } = await get(`/v1/metrics?${range}`)
      expect([range, timeseries.length > 0, timeseries.length <= 170]).toEqual([range, true, true])
    }
  })

  it('are models, most steps first', async () => {
    const { models } = await get(`/v1/models?${DAY}`)

    expect(models).toMatchObject([
      {
        model: 'model-1-2026',
        run_count: 2,
        step_count: 2,
        error_count: 0,
        prompt_tokens: 300,
        total_tokens: 390,
        avg_duration_ms: 300,
        share: 2 / 3,
      },
      { model: 'unknown', run_count: 1, error_count: 1, share: 1 / 3 },
    ])
  })

  it('are tools, most calls first', async () => {
    expect(await get(`/v1/tools?${DAY}`)).toEqual({
      tools: [
        {
          tool_name: 'get_weather',
          call_count: 3,
          run_count: 3,
          error_count: 2,
          error_rate: 2 / 3,
          avg_duration_ms: 500,
          p95_duration_ms: expect.any(Number),
          last_used: '2026-02-27T14:00:00.400Z',
        },
      ],
    })
  })

  it.each(['metrics', 'models', 'tools', 'failures', 'feedback', 'feedback/runs', 'patterns'])(
    'of %s need a range',
    async (name) => {
      for (const query of RANGE_REFUSALS) {
        const { status, body } = await read(collector(), `/v1/${name}?${query}`)
        expect([query, status, body]).toEqual([query, 400, { error: expect.any(String) }])
      }
    },
  )

  it('are failures, like with like', async () => {
    const { failures, total } = await get(`/v1/failures?${DAY}`)

    expect(total).toBe(2)
    expect(failures[0]).toEqual({
      failure_id: expect.any(String),
      title: expect.stringContaining('no connection to host'),
      message: 'No connection to host 10.0.0.8',
      entity_type: 'tool_call',
      tool_name: 'get_weather',
      status: 'active',
      events: 2,
      affected_runs: 2,
      affected_sessions: 1,
      affected_users: 2,
      first_seen: expect.stringMatching(/^2026-02-27T13:00/),
      last_seen: expect.stringMatching(/^2026-02-27T14:00/),
      sample_run_id: expect.stringMatching(/^(broken|again)$/),
    })
    expect(failures[1]).toMatchObject({ entity_type: 'run', tool_name: null, events: 1 })
  })

  it.each([
    ['order_by=events&direction=asc', ['run', 'tool_call']],
    ['order_by=first_seen', ['run', 'tool_call']],
    ['order_by=last_seen&direction=asc', ['run', 'tool_call']],
    ['entity_type=run', ['run']],
    ['entity_type=tool_call', ['tool_call']],
    ['status=resolved', []],
  ])('are failures by %s', async (query, expected) => {
    const { failures } = await get(`/v1/failures?${DAY}&${query}`)
    const types = failures.map((each: { entity_type: string }) => each.entity_type)

    expect(query.startsWith('order_by=first_seen') ? types.sort() : types).toEqual(expected)
  })

  it('are no failures by other words', async () => {
    for (const query of ['order_by=size', 'direction=up', 'entity_type=step', 'status=gone']) {
      const { status } = await read(collector(), `/v1/failures?${DAY}&${query}`)
      expect([query, status]).toEqual([query, 400])
    }
  })

  it('are a failure in detail, which can be resolved and ignored', async () => {
    const { failures } = await get(`/v1/failures?${DAY}&entity_type=tool_call`)
    const id = failures[0].failure_id
    const path = `/api/casefile/v1/projects/${collector().projectId}/failures`
    const put = (failure: string, status: string, key = collector().keys.project) =>
      call(collector(), `PUT ${path}/${failure}/status`, { key, body: { status } })

    const { failure } = await get(`/v1/failures/${id}`)
    expect(failure).toMatchObject({ failure_id: id, events: 2 })
    expect(failure.timeline).toEqual([{ bucket: '2026-02-27T00:00:00.000Z', events: 2 }])
    expect(failure.samples.map(({ run_id }: { run_id: string }) => run_id)).toEqual([
      'again',
      'broken',
    ])
    expect(failure.agents).toEqual(['support'])

    expect((await put(id, 'resolved')).body).toEqual({ failureId: id, status: 'resolved' })
    expect((await get(`/v1/failures?${DAY}&status=resolved`)).total).toBe(1)
    expect((await put('nothing', 'ignored')).status).toBe(404)
    expect((await put(id, 'gone')).status).toBe(400)
    expect((await put(id, 'ignored', collector().keys.read)).status).toBe(403)
    expect((await put(id, 'active')).status).toBe(200)
    expect((await read(collector(), '/v1/failures/fail-123')).status).toBe(404)
  })

  it('are feedback and the runs that have it, latest first', async () => {
    const { feedback, timeseries } = await get(`/v1/feedback?${DAY}`)
    const page = await get(`/v1/feedback/runs?${DAY}&limit=2`)

    expect(feedback).toEqual({
      total: 3,
      thumbs_up: 1,
      thumbs_down: 1,
      text_count: 2,
      positive_rate: 0.5,
      feedback_rate: 1,
    })
    expect(timeseries).toHaveLength(24)
    expect(timeseries[15]).toMatchObject({ thumbs_up: 1, thumbs_down: 1 })
    expect(page).toMatchObject({ total: 3, limit: 2, offset: 0, has_more: true })
    expect(page.runs[0]).toMatchObject({
      run_id: 'again',
      feedback: { score: null, text: 'Hm', created_at: '2026-02-27T16:00:00.000Z' },
    })
    // By when it was given, not by when the run was.
    const late = `from=${NOON + 3 * HOUR}&to=${NOON + 3 * HOUR + 1}`
    expect((await get(`/v1/feedback/runs?${late}`)).total).toBe(2)
  })

  it('are patterns, those that nothing shows too', async () => {
    const { patterns } = await get(`/v1/patterns?${EMPTY}`)

    expect(patterns.map(({ slug }: { slug: string }) => slug)).toEqual([
      'user-frustration',
      'user-confusion',
      'task-failure-reported',
    ])
    expect(patterns[0]).toMatchObject({
      built_in: true,
      run_count: 0,
      rate: 0,
      first_seen: null,
      trend: 'flat',
    })
  })

  it('are runs by pattern, with what each was recognised by', async () => {
    const { projectId } = collector()
    const start = Date.now() - 60_000
    await seedRuns(collector(), weatherRun({ runId: 'angry', startTime: start }))
    await withTraceStore(collector().data, async (store) => {
      const found = (await store.runsToAnalyse(100, Date.now() + 1)).find(
        ({ run }) => run.runId === 'angry',
      )
      const of = {
        projectId,
        source: 'prod',
        runId: 'angry',
        revision: found?.revision ?? 0,
      } as const
      await store.saveMatches(of, [
        {
          slug: 'user-frustration',
          evidence: 'this is useless',
          confidence: 0.9,
          matchedAt: start,
        },
      ])
    })

    const body = await get('/v1/patterns/user-frustration/runs?range=1d&limit=20')
    const list = await get('/v1/patterns?range=1d')
    expect(body).toMatchObject({
      pattern: { slug: 'user-frustration', name: expect.any(String) },
      total: 1,
      limit: 20,
      has_more: false,
    })
    expect(body.runs[0]).toMatchObject({
      run_id: 'angry',
      evidence: 'this is useless',
      confidence: 0.9,
      matched_at: new Date(start).toISOString(),
      patterns: ['user-frustration'],
    })
    expect(list.patterns[0]).toMatchObject({ run_count: 1, trend: 'up' })
    const unknown = await read(collector(), '/v1/patterns/nothing/runs?range=1d')
    expect(unknown.status).toBe(404)
    expect((await read(collector(), '/v1/patterns/user-frustration/runs')).status).toBe(400)
  })

  it('are insights, newest first', async () => {
    const list = await get('/v1/insights')
    const { insight } = await get('/v1/insights/insight-456')

    const summary = {
      insight_id: 'insight-456',
      title: 'Week of 20 February 2026',
      summary: 'It rained.',
      period: { from: '2026-02-20T12:00:00.000Z', to: '2026-02-27T12:00:00.000Z' },
      created_at: '2026-02-27T12:00:00.000Z',
      severity_counts: { high: 1, medium: 0, low: 0 },
    }
    expect(list).toEqual({ insights: [summary], total: 1, limit: 50, offset: 0, has_more: false })
    expect(insight).toEqual({
      ...summary,
      metrics_comparison: INSIGHT.comparison,
      trends: [{ title: 'More', description: 'Runs', run_ids: ['fine'] }],
      issues: [{ severity: 'high', title: 'Bad', quotes: ['No'], run_ids: ['broken'] }],
      topics: INSIGHT.topics,
      highlights: ['Kind'],
    })
    expect((await read(collector(), '/v1/insights/nothing')).status).toBe(404)
    expect((await read(collector(), '/v1/insights?limit=0')).status).toBe(400)
  })

  it('are answers to questions in plain words', async () => {
    const ask = (body: object) =>
      call(collector(), 'POST /v1/insight-search', {
        headers: { authorization: `Bearer ${collector().keys.read}` },
        body,
      })
    const query = 'What are the most common failure patterns?'

    const { status, body } = await ask({ query, from: '2026-02-27', to: '2026-02-28' })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      query,
      from: '2026-02-27T00:00:00.000Z',
      to: '2026-02-28T00:00:00.000Z',
    })
    expect(body.answer).toContain('no connection to host')
    expect(body.evidence.length).toBeGreaterThan(0)
    const nothing = await ask({ query, from: '2025-01-01', to: '2025-01-02' })
    expect([nothing.status, nothing.body.evidence]).toEqual([200, []])
    expect((await ask({ query })).status).toBe(200)
    for (const wrong of [
      {},
      { query: '' },
      { query: ' ' },
      { query: 7 },
      { query: 'x'.repeat(2001) },
    ]) {
      const refused = await ask(wrong)
      expect(refused.status).toBe(400)
      expect(refused.body).toEqual({ error: expect.stringContaining('query') })
    }
    expect((await ask({ query, range: '3d' })).status).toBe(400)
  })
})

const INSIGHT = {
  title: 'Week of 20 February 2026',
  summary: 'It rained.',
  comparison: [{ metric: 'run_count', current: 3, previous: null, change: null }],
  trends: [{ title: 'More', description: 'Runs', runIds: ['fine'] }],
  issues: [{ severity: 'high', title: 'Bad', quotes: ['No'], runIds: ['broken'] }],
  topics: [{ topic: 'weather', percent: 100, examples: ['Weather in Paris?'] }],
  highlights: ['Kind'],
}
