import { beforeAll, describe, expect, it } from 'vitest'

import { read } from '../../helpers/read-runs.ts'
import { seedRuns } from '../../helpers/seed-runs.ts'
import { useCollector } from '../../helpers/use-collector.ts'
import { weatherRun } from '../../helpers/weather-run.ts'

const NOON = Date.UTC(2026, 1, 27, 12)
const MINUTE = 60_000
const DAY = 'from=2026-02-27T00:00:00Z&to=2026-02-28T00:00:00Z'

describe('sessions', () => {
  const collector = useCollector()
  const list = (query: string) => read(collector(), `/v1/sessions?${query}`)
  const ids = async (query: string) =>
    (await list(query)).body.sessions.map((each: { session_id: string }) => each.session_id)

  beforeAll(async () => {
    await seedRuns(collector(), [
      ...weatherRun({ runId: 'one', startTime: NOON }),
      ...weatherRun({
        runId: 'two',
        startTime: NOON + MINUTE,
        run: {
          prompt: 'And tomorrow?',
          response: 'It snows.',
          statusCode: 2,
          systemPrompt: 'You know the weather.',
        },
      }),
      ...weatherRun({
        runId: 'three',
        startTime: NOON + 2 * MINUTE,
        run: { prompt: 'Thanks', response: '', systemPrompt: 'Be brief.', agent: 'goodbye' },
      }),
      ...weatherRun({
        runId: 'other',
        startTime: NOON + 5 * MINUTE,
        run: { sessionId: 'session/2 ü', userId: 'user-2', orgId: 'org-2' },
      }),
      ...weatherRun({ runId: 'loner', startTime: NOON, run: { sessionId: undefined } }),
    ])
    await seedRuns(
      collector(),
      weatherRun({ startTime: NOON, run: { sessionId: 'of-dev' } }),
      'dev',
    )
  })

  it('are listed by the latest activity, with sums over their runs', async () => {
    const { body } = await list(DAY)

    expect(body).toMatchObject({ total: 2, limit: 50, offset: 0, has_more: false })
    expect(body.sessions[0].session_id).toBe('session/2 ü')
    expect(body.sessions[1]).toEqual({
      session_id: 'session-1',
      agent: 'goodbye',
      agents: expect.arrayContaining(['goodbye', 'support']),
      run_count: 3,
      error_count: 1,
      start_time: '2026-02-27T12:00:00.000Z',
      last_activity: '2026-02-27T12:02:01.000Z',
      duration_ms: 121_000,
      total_tokens: 3 * 195,
      cost: expect.closeTo(3 * 0.0042, 9),
      external_user_id: 'user-1',
      external_user_name: 'Jane',
      external_org_id: 'org-1',
      external_org_name: 'Acme',
      preview: 'Weather in Paris?',
      patterns: [],
    })
  })

  it.each([
    ['limit=1', ['session/2 ü']],
    ['limit=1&offset=1', ['session-1']],
    ['agent=goodbye', ['session-1']],
    ['userId=user-2', ['session/2 ü']],
    ['external_org_id=org-2', ['session/2 ü']],
    ['agent=nobody', []],
  ])('are chosen by %s', async (filter, expected) => {
    expect(await ids(`${DAY}&${filter}`)).toEqual(expected)
  })

  it('are in range when any of their runs is', async () => {
    const range = `from=${NOON + MINUTE}&to=${NOON + MINUTE + 1}`

    expect(await ids(range)).toEqual(['session-1'])
    expect(await ids(`from=${NOON - MINUTE}&to=${NOON}`)).toEqual([])
  })

  it('are refused without a range, and beyond the limits', async () => {
    for (const query of ['', 'range=1d&limit=201', 'range=1d&offset=-1', 'range=3d']) {
      expect([query, (await list(query)).status]).toEqual([query, 400])
    }
  })

  it('can be read as conversations', async () => {
    const { status, body } = await read(collector(), '/v1/sessions/session-1')

    expect(status).toBe(200)
    const { session } = body
    expect(session).toMatchObject({ session_id: 'session-1', run_count: 3, patterns: [] })
    const at = (minutes: number, seconds: number) =>
      new Date(NOON + minutes * MINUTE + seconds * 1000).toISOString()
    expect(session.messages).toEqual([
      { role: 'system', content: 'You know the weather.', run_id: 'one', timestamp: at(0, 0) },
      { role: 'user', content: 'Weather in Paris?', run_id: 'one', timestamp: at(0, 0) },
      { role: 'assistant', content: 'It rains.', run_id: 'one', timestamp: at(0, 1) },
      { role: 'user', content: 'And tomorrow?', run_id: 'two', timestamp: at(1, 0) },
      { role: 'assistant', content: 'It snows.', run_id: 'two', timestamp: at(1, 1) },
      { role: 'system', content: 'Be brief.', run_id: 'three', timestamp: at(2, 0) },
      { role: 'user', content: 'Thanks', run_id: 'three', timestamp: at(2, 0) },
    ])
    expect(session.tool_calls.map((call: { run_id: string }) => call.run_id)).toEqual([
      'one',
      'two',
      'three',
    ])
    expect(session.runs.map((run: { run_id: string }) => run.run_id)).toEqual([
      'one',
      'two',
      'three',
    ])
  })

  it('may have any id', async () => {
    const { body } = await read(collector(), '/v1/sessions/session%2F2%20%C3%BC')

    expect(body.session.session_id).toBe('session/2 ü')
  })

  it('are unknown when they have no runs in production', async () => {
    for (const id of ['of-dev', 'nothing', 'loner']) {
      const { status, body } = await read(collector(), `/v1/sessions/${id}`)
      expect([id, status]).toEqual([id, 404])
      expect(body).toEqual({ error: expect.stringContaining(id) })
    }
  })

  it('share their path with those of the page, by method', async () => {
    const { status } = await read(collector(), `/v1/sessions?${DAY}`, collector().keys.capture)

    expect(status).toBe(403)
  })
})
