import { beforeAll, describe, expect, it } from 'vitest'

import { read } from '../../helpers/read-runs.ts'
import { seedRuns } from '../../helpers/seed-runs.ts'
import { useCollector } from '../../helpers/use-collector.ts'
import { weatherRun } from '../../helpers/weather-run.ts'

const NOON = Date.UTC(2026, 1, 27, 12)
const DAY = 'from=2026-02-27T00:00:00Z&to=2026-02-28T00:00:00Z'

describe('GET /v1/runs', () => {
  const collector = useCollector()
  const list = (query: string) => read(collector(), `/v1/runs?${query}`)
  const ids = async (query: string) =>
    (await list(query)).body.runs.map((run: { run_id: string }) => run.run_id)

  beforeAll(async () => {
    await seedRuns(collector(), [
      ...weatherRun({ runId: 'first', startTime: NOON }),
      ...weatherRun({
        runId: 'second',
        startTime: NOON + 60_000,
        run: {
          statusCode: 2,
          statusMessage: 'Model is away',
          agent: 'billing',
          userId: 'user-2',
          orgId: 'org-2',
          sessionId: 'session-2',
        },
      }),
      { kind: 'run', runId: 'bare', startTime: NOON + 120_000, statusCode: 0 },
      ...weatherRun({ runId: 'recent', startTime: Date.now() - 60_000 }),
    ])
    await seedRuns(collector(), weatherRun({ runId: 'dev-run', startTime: NOON }), 'dev')
  })

  it('finds runs by words that all occur in prompt, answer or error, in any case', async () => {
    expect(await ids(`source=prod&${DAY}&text=MODEL%20away`)).toEqual(['second'])
    expect(await ids(`source=prod&${DAY}&text=weather`)).toEqual(['second', 'first'])
    expect(await ids(`source=prod&${DAY}&text=weather%20snow`)).toEqual([])
    expect(await ids(`source=prod&${DAY}&text=${encodeURIComponent('")* OR "')}`)).toEqual([])
    expect((await list(`source=prod&${DAY}&text=`)).status).toBe(400)
  })

  it('gives a run with everything lists show of it', async () => {
    const { body } = await list(`source=prod&${DAY}&agent=support`)

    expect(body).toEqual({
      runs: [
        {
          run_id: 'first',
          session_id: 'session-1',
          source: 'prod',
          agent: 'support',
          conversational: true,
          status: 'ok',
          status_code: 0,
          status_message: null,
          start_time: '2026-02-27T12:00:00.000Z',
          end_time: '2026-02-27T12:00:01.000Z',
          duration_ms: 1000,
          prompt: 'Weather in Paris?',
          response: 'It rains.',
          models: ['model-1-2026'],
          step_count: 1,
          tool_call_count: 1,
          prompt_tokens: 150,
          prompt_cached_tokens: 30,
          completion_tokens: 45,
          total_tokens: 195,
          cost: 0.0042,
          external_user_id: 'user-1',
          external_user_name: 'Jane',
          external_org_id: 'org-1',
          external_org_name: 'Acme',
          metadata: { plan: 'pro' },
          feedback: null,
          patterns: [],
          framework: 'custom',
        },
      ],
      total: 1,
      limit: 50,
      offset: 0,
      has_more: false,
    })
  })

  it('is null where nothing is known, and while a run goes on', async () => {
    const { body } = await list(`source=prod&${DAY}&limit=1`)

    expect(body.runs[0]).toMatchObject({
      run_id: 'bare',
      session_id: null,
      agent: null,
      end_time: null,
      duration_ms: null,
      prompt: null,
      cost: null,
      total_tokens: 0,
      metadata: {},
    })
  })

  it('is newest first, in pages', async () => {
    expect(await ids(`source=prod&${DAY}`)).toEqual(['bare', 'second', 'first'])
    const { body } = await list(`source=prod&${DAY}&limit=2&offset=1`)
    expect(body.runs).toHaveLength(2)
    expect(body).toMatchObject({ total: 3, limit: 2, offset: 1, has_more: false })
    expect((await list(`source=prod&${DAY}&limit=2`)).body.has_more).toBe(true)
    expect((await list(`source=prod&${DAY}&offset=99`)).body).toMatchObject({ runs: [], total: 3 })
  })

  it.each([
    ['status=error', ['second']],
    ['status=ok', ['bare', 'first']],
    ['session_id=session-2', ['second']],
    ['agent=billing', ['second']],
    ['agent=bill', []],
    ['userId=user-2', ['second']],
    ['external_user_id=user-2', ['second']],
    ['userId=user-2&external_user_id=user-2', ['second']],
    ['orgId=org-1', ['first']],
    ['external_org_id=org-1', ['first']],
    ['agent=billing&userId=user-1', []],
    ['unknown=parameter', ['bare', 'second', 'first']],
  ])('chooses by %s', async (filter, expected) => {
    expect(await ids(`source=prod&${DAY}&${filter}`)).toEqual(expected)
  })

  it.each([
    ['5m', 'last_5_minutes'],
    ['1h', 'last_hour'],
    ['1d', 'last_day'],
    ['2w', 'last_two_weeks'],
    ['1M', 'last_month'],
    ['2M', 'last_two_months'],
  ])('knows the range %s, also as %s', async (short, long) => {
    expect(await ids(`source=prod&range=${short}&agent=support`)).toContain('recent')
    expect(await ids(`source=prod&range=${long}&agent=support`)).toContain('recent')
  })

  it.each([
    [`from=${NOON}&to=${NOON + 1}`],
    ['from=2026-02-27T12:00:00&to=2026-02-27T12:00:01'],
    ['from=2026-02-27T13:00:00%2B01:00&to=2026-02-27T13:00:01%2B01:00'],
    ['from=2026-02-27T13:00:00+01:00&to=2026-02-27T13:00:01+01:00'],
  ])('takes times as %s, the end not included', async (range) => {
    expect(await ids(`source=prod&${range}`)).toEqual(['first'])
    expect(await ids(`source=prod&from=${NOON - 1}&to=${NOON}`)).toEqual([])
    expect(await ids(`source=prod&from=${NOON}&to=${NOON}`)).toEqual([])
  })

  it.each([
    ['', 'source'],
    ['source=prod', 'range'],
    ['source=test&range=1d', 'source must be one of dev, prod'],
    ['source=prod&range=1m', 'range must be one of 5m'],
    ['source=prod&range=', 'range must be one of'],
    ['source=prod&range=1d&range=1h', 'range must be'],
    ['source=prod&from=2026-02-27', 'from and to'],
    ['source=prod&to=2026-02-27', 'from and to'],
    ['source=prod&range=1d&from=1&to=2', 'either range or from and to'],
    ['source=prod&from=2&to=1', 'from must not be after to'],
    ['source=prod&from=soon&to=2026-02-27', 'from must be an ISO 8601 time'],
    ['source=prod&range=1d&limit=0', 'limit must be >= 1'],
    ['source=prod&range=1d&limit=201', 'limit must be <= 200'],
    ['source=prod&range=1d&limit=1.5', 'limit must be integer'],
    ['source=prod&range=1d&limit=', 'limit must be integer'],
    ['source=prod&range=1d&offset=-1', 'offset must be >= 0'],
    ['source=prod&range=1d&status=bad', 'status must be one of ok, error'],
    ['source=prod&range=1d&agent=', 'agent must'],
    ['source=prod&range=1d&userId=a&external_user_id=b', 'userId and external_user_id'],
    ['source=prod&range=1d&orgId=a&external_org_id=b', 'orgId and external_org_id'],
    ['source=dev&range=1d&status=ok', 'status is only supported for source=prod'],
    ['source=dev&range=1d&session_id=s', 'session_id is only supported for source=prod'],
  ])('refuses ?%s', async (query, message) => {
    const { status, body } = await list(query)

    expect(status).toBe(400)
    expect(body).toEqual({ error: expect.stringContaining(message) })
  })

  it('keeps dev and prod apart', async () => {
    expect(await ids(`source=dev&${DAY}`)).toEqual(['dev-run'])
  })
})

describe('GET /v1/runs/:runId', () => {
  const collector = useCollector()

  beforeAll(() =>
    seedRuns(collector(), [
      ...weatherRun({
        runId: 'whole/run?',
        startTime: NOON,
        run: {
          prompt: 'x'.repeat(1000),
          fullInput: '{"messages":[]}',
          fullOutput: '{"raw":1}',
          attributes: { 'langchain.graph_name': 'g' },
        },
        step: { finishReason: 'stop', timeToFirstToken: 12.5, toolDefinitions: '[]' },
        call: { statusCode: 2, statusMessage: 'No connection', result: undefined },
      }),
    ]),
  )

  it('gives it whole, with steps and tool calls', async () => {
    const { status, body } = await read(collector(), '/v1/runs/whole%2Frun%3F?source=prod')

    expect(status).toBe(200)
    expect(body.run).toMatchObject({
      run_id: 'whole/run?',
      prompt: 'x'.repeat(1000),
      system_prompt: 'You know the weather.',
      full_input: '{"messages":[]}',
      full_output: '{"raw":1}',
      attributes: { 'langchain.graph_name': 'g' },
      feedback_history: [],
    })
    expect(body.run.steps).toEqual([
      {
        step_id: 'step-1',
        start_time: '2026-02-27T12:00:00.100Z',
        end_time: '2026-02-27T12:00:00.400Z',
        duration_ms: 300,
        status: 'ok',
        status_code: 0,
        status_message: null,
        attributes: null,
        prompt: expect.stringContaining('Weather in Paris?'),
        response: 'calling',
        model_requested: 'model-1',
        model_used: 'model-1-2026',
        finish_reason: 'stop',
        prompt_uncached_tokens: 120,
        prompt_cached_tokens: 30,
        completion_tokens: 45,
        cost: 0.0042,
        tool_definitions: '[]',
        ttft_ms: 12.5,
      },
    ])
    expect(body.run.tool_calls).toEqual([
      {
        tool_call_id: 'call-1',
        step_id: 'step-1',
        tool_name: 'get_weather',
        start_time: '2026-02-27T12:00:00.400Z',
        end_time: '2026-02-27T12:00:00.900Z',
        duration_ms: 500,
        status: 'error',
        status_code: 2,
        status_message: 'No connection',
        attributes: null,
        args: '{"city":"Paris"}',
        result: null,
      },
    ])
  })

  it('is 404 for a run of the other source, or of none', async () => {
    for (const path of ['/v1/runs/whole%2Frun%3F?source=dev', '/v1/runs/no?source=prod']) {
      const { status, body } = await read(collector(), path)
      expect([path, status]).toEqual([path, 404])
      expect(body).toEqual({ error: expect.stringContaining('There is no') })
    }
  })

  it('must be told the source', async () => {
    const { status, body } = await read(collector(), '/v1/runs/x')

    expect(status).toBe(400)
    expect(body.error).toContain('source')
  })
})
