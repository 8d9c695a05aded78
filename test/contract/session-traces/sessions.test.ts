import { randomUUID } from 'node:crypto'

import { beforeAll, describe, expect, it } from 'vitest'

import { call } from '../../helpers/collector-client.ts'
import { read } from '../../helpers/read-runs.ts'
import { addProject } from '../../helpers/run-server-cli.ts'
import { seedRuns } from '../../helpers/seed-runs.ts'
import { readSessionList } from '../../helpers/strict-envelopes.ts'
import { useCollector } from '../../helpers/use-collector.ts'
import { weatherRun } from '../../helpers/weather-run.ts'

const NOON = Date.UTC(2026, 1, 27, 12)
const MINUTE = 60_000

describe('GET /api/projects/:projectId/sessions', () => {
  const collector = useCollector()
  const list = (query = '') =>
    read(collector(), `/api/projects/${collector().projectId}/sessions${query}`)
  const ids = async (query: string) =>
    readSessionList(await list(query)).sessions.map((each) => 'id' in each && each.id)

  beforeAll(async () => {
    const now = Date.now()
    await seedRuns(collector(), [
      ...weatherRun({ startTime: NOON, run: { sessionId: 'done' } }),
      ...weatherRun({
        startTime: NOON + MINUTE,
        run: { sessionId: 'broken', agent: 'billing', statusCode: 2 },
        call: { statusCode: 2 },
      }),
      ...weatherRun({ startTime: NOON + 2 * MINUTE, run: { sessionId: 'left', endTime: null } }),
      ...weatherRun({ startTime: now - MINUTE, run: { sessionId: 'goes-on', endTime: null } }),
      ...weatherRun({ startTime: now - 2 * MINUTE, run: { sessionId: 'rests' } }),
    ])
    await seedRuns(
      collector(),
      weatherRun({ startTime: NOON - MINUTE, run: { sessionId: 'tried', agent: 'lab' } }),
      'dev',
    )
  })

  it('gives what lists are sorted by, in the strict envelope', async () => {
    const reply = await list('?agentName=billing')

    expect(readSessionList(reply)).toEqual({
      total: 1,
      sessions: [
        {
          id: 'broken',
          sessionId: 'broken',
          projectId: collector().projectId,
          agentName: 'billing',
          agents: ['billing'],
          status: 'failed',
          environment: 'prod',
          channel: null,
          userId: 'user-1',
          userName: 'Jane',
          createdAt: '2026-02-27T12:01:00.000Z',
          startedAt: '2026-02-27T12:01:00.000Z',
          lastActivityAt: '2026-02-27T12:01:01.000Z',
          endedAt: '2026-02-27T12:01:01.000Z',
          durationMs: 1000,
          turnCount: 1,
          messageCount: 2,
          traceEventCount: 5,
          errorCount: 2,
          tokenCount: 195,
          estimatedCost: 0.0042,
          preview: 'Weather in Paris?',
        },
      ],
    })
    expect(reply.body).toMatchObject({ limit: 50, offset: 0 })
  })

  it.each([
    ['', ['goes-on', 'rests', 'left', 'broken', 'done', 'tried']],
    ['?limit=2&offset=1', ['rests', 'left']],
    ['?offset=99', []],
    ['?status=active', ['goes-on']],
    ['?status=idle,abandoned', ['rests', 'left']],
    ['?status=completed', ['done', 'tried']],
    ['?status=failed', ['broken']],
    ['?status=escalated,archived', []],
    ['?agentName=billing,lab', ['broken', 'tried']],
    ['?environment=dev', ['tried']],
    ['?environment=prod,dev&agentName=lab', ['tried']],
    ['?environment=staging', []],
    ['?channel=web', []],
    ['?disposition=contained', []],
    ['?outcome=resolved', []],
    ['?mine=true&agentName=lab', ['tried']],
    ['?q=paris%20weather&agentName=lab', ['tried']],
    ['?q=London', []],
    ['?from=2026-02-27T12:01:00Z&to=2026-02-27T12:02:00Z', ['broken']],
    ['?to=2026-02-27T12:00:00Z', ['tried']],
    // The range counts, not `from`.
    ['?range=1d&from=2020-01-01', ['goes-on', 'rests']],
    ['?range=1d&to=2026-02-28', ['left', 'broken', 'done', 'tried']],
    ['?sortBy=createdAt&sortDir=asc&limit=2', ['tried', 'done']],
    ['?sortBy=errorCount&limit=1', ['broken']],
    ['?sortBy=id&sortDir=asc', ['broken', 'done', 'goes-on', 'left', 'rests', 'tried']],
    ['?sortBy=environment&sortDir=asc&limit=1', ['tried']],
  ])('answers %s', async (query, expected) => {
    expect(await ids(query)).toEqual(expected)
  })

  it.each([
    ['agentName'],
    ['lastActivityAt'],
    ['messageCount'],
    ['traceEventCount'],
    ['tokenCount'],
    ['estimatedCost'],
    ['status'],
    ['channel'],
  ])('can be sorted by %s', async (field) => {
    expect(await ids(`?sortBy=${field}`)).toHaveLength(6)
  })

  it.each([
    ['?limit=0', 'limit'],
    ['?limit=x', 'limit'],
    ['?offset=-1', 'offset'],
    ['?range=0d', 'range'],
    ['?range=7', 'range'],
    ['?range=123456d', 'range'],
    ['?sortBy=color', 'sortBy'],
    ['?sortDir=up', 'sortDir'],
    ['?mine=perhaps', 'mine'],
    ['?from=soon', 'from'],
    ['?from=2026-02-28&to=2026-02-27', 'from must not be after to'],
    [`?q=${'x'.repeat(257)}`, 'q '],
  ])('refuses %s', async (query, named) => {
    const { status, body } = await list(query)

    expect(status).toBe(400)
    expect(body).toEqual({
      success: false,
      error: { code: 'VALIDATION_ERROR', message: expect.stringContaining(named) },
    })
  })

  it('gives readers that ask for more than 200 as many as there may be', async () => {
    expect((await list('?limit=250')).body.limit).toBe(200)
  })

  it('conceals other projects', async () => {
    const other = await addProject(collector().data)

    for (const [id, key] of [
      [other.projectId, collector().keys.read],
      [collector().projectId, other.keys.read],
      ['proj%2F1', collector().keys.read],
    ]) {
      const { status, body } = await read(collector(), `/api/projects/${id}/sessions`, key)
      expect(status).toBe(404)
      expect(body).toMatchObject({ success: false, error: { code: 'NOT_FOUND' } })
    }
  })
})

describe('GET /api/projects/:projectId/sessions/:sessionId', () => {
  const collector = useCollector()
  const get = (path: string) =>
    read(collector(), `/api/projects/${collector().projectId}/sessions/${path}`)

  it('gives what was said, and the events when they are asked for', async () => {
    await seedRuns(collector(), weatherRun({ startTime: NOON, run: { sessionId: 'sess?1/ü' } }))

    const { status, body } = await get('sess%3F1%2F%C3%BC')
    expect(status).toBe(200)
    expect(body.success).toBe(true)
    expect(body.session).toMatchObject({ id: 'sess?1/ü', status: 'completed' })
    expect(body.session.messages).toEqual([
      expect.objectContaining({ role: 'user', content: 'Weather in Paris?' }),
      expect.objectContaining({ role: 'assistant', content: 'It rains.' }),
    ])
    expect(body).not.toHaveProperty('traces')
    const whole = await get('sess%3F1%2F%C3%BC?includeTraces=true')
    expect(whole.body.traces).toHaveLength(4)
  })

  it('is found by the id of the browser session too, when its external id has runs', async () => {
    const externalSessionId = randomUUID()
    const { body } = await call(collector(), 'POST /v1/sessions', {
      key: collector().keys.capture,
      body: { externalSessionId },
    })
    expect((await get(body.sessionId)).status).toBe(404)

    await seedRuns(
      collector(),
      weatherRun({ startTime: NOON, run: { sessionId: externalSessionId } }),
    )

    expect((await get(body.sessionId)).body.session.id).toBe(externalSessionId)
    expect((await get(`${body.sessionId}/traces`)).body.total).toBe(4)
  })

  it('is a run by itself when that has no session', async () => {
    const run = { sessionId: undefined }
    await seedRuns(collector(), weatherRun({ runId: 'loner', startTime: NOON, run }))

    const { body } = await get('loner')
    const traces = await get('loner/traces')

    expect(body.session).toMatchObject({ id: 'loner', traceEventCount: 4, messageCount: 2 })
    expect(traces.body.traces[0]).toMatchObject({ sessionId: 'loner', traceId: 'loner' })
  })

  it('is 404 when there are no runs', async () => {
    for (const path of ['nothing', 'nothing/traces', 'nothing/metrics', 'nothing/analysis']) {
      const { status, body } = await get(path)
      expect([path, status]).toEqual([path, 404])
      expect(body).toMatchObject({ success: false, error: { code: 'NOT_FOUND' } })
    }
  })
})
