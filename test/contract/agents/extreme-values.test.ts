import { randomUUID } from 'node:crypto'

import { expect, it } from 'vitest'

import { batchOf, runItem, stepItem, toolCallItem } from '../../helpers/agent-items.ts'
import { call } from '../../helpers/collector-client.ts'
import { sendRequest } from '../../helpers/http-request.ts'
import { read } from '../../helpers/read-runs.ts'
import { startCollector, type RunningCollector } from '../../helpers/start-collector.ts'
import { temporaryFolder } from '../../helpers/temporary-folder.ts'

const DAY = 86_400_000
const START = Date.now() - 60_000
const start_time = new Date(START).toISOString()
const end_time = new Date(START + 2000).toISOString()
const SESSION = 'shared-session'

type Item = Record<string, unknown>

/** What a stranger with the public key of a page may send: a batch for each name. */
const EXTREMES: Record<string, () => object> = {
  'a run until the year 9999': () => aRun({ end_time: '9999-12-31T23:59:59.999Z' }),
  'a run since 1970': () => aRun({ start_time: '1970-01-01T00:00:00Z' }),
  'a run in the year 9999': () =>
    aRun({ start_time: '9999-12-31T00:00:00Z', end_time: '9999-12-31T00:00:01Z' }),
  'steps and calls until the year 9999': () => {
    const run_id = randomUUID()
    const times = { start_time, end_time: '9999-12-31T23:59:59.999Z' }
    return batchOf(
      aRun({ run_id }),
      stepItem(run_id, { ...times, model_used: 'model-1' }),
      toolCallItem(run_id, { ...times, status_code: 2 }),
    )
  },
  'steps of a billion dollars': () => withSteps({ real_total_cost: 1e9 }),
  'steps of more dollars than there are': () => withSteps({ real_total_cost: 1e308 }),
  'steps of more tokens than there are': () =>
    withSteps({
      prompt_uncached_tokens: 1e308,
      prompt_cached_tokens: 1e308,
      completion_tokens: 1e308,
    }),
}

function aRun(fields: Item = {}) {
  return runItem({ start_time, end_time, session_id: SESSION, ...fields })
}

function withSteps(fields: Item): object {
  const run_id = randomUUID()
  const step = () => stepItem(run_id, { start_time, end_time, model_used: 'model-1', ...fields })
  return batchOf(aRun({ run_id }), ...Array.from({ length: 20 }, step))
}

it('whatever came with a public key, everything can be read and the runs of others count', async () => {
  const data = temporaryFolder()
  const first = await startCollector({ data, args: ['--dev'] })
  const { keys } = first
  for (const [name, extreme] of Object.entries(EXTREMES)) {
    await send(first, keys.capture, extreme(), name)
    await expectReadable(first, keys.read, name)
  }
  await first.stop()

  const second = await startCollector({ data, args: ['--dev'] })
  await expectReadable(second, keys.read, 'after a restart')
  const before = await runCount(second, keys.read)
  await send(second, keys.ingest, aRun(), 'a run of a server')
  await send(second, keys.capture, aRun(), 'a run of a page')
  expect(await runCount(second, keys.read)).toBe(before + 2)
  for (const [name, extreme] of Object.entries(EXTREMES)) {
    await send(second, keys.capture, extreme(), `${name}, after a restart`)
  }
  await expectReadable(second, keys.read, 'after more')
})

it('a cost or a duration at the limit adds to the sums as far as one may', async () => {
  const collector = await startCollector()
  const { keys } = collector
  await send(collector, keys.ingest, aRun({ end_time: '9999-12-31T23:59:59.999Z' }), 'a run')
  await send(collector, keys.ingest, withSteps({ real_total_cost: 1e9 }), 'steps')

  const { metrics } = (await read(collector, `/v1/metrics?${ofTheDay()}`)).body
  expect(metrics).toMatchObject({ run_count: 2, cost: { total: 20 * 1000 } })
  expect(metrics.duration_ms.avg).toBe((366 * DAY + 2000) / 2)
})

it.each([1e20, 1.7e308])(
  'an event of a session that took %d ms is taken in',
  async (durationMs) => {
    const collector = await startCollector()
    const { keys, projectId } = collector
    const path = `/api/projects/${projectId}/sessions/${SESSION}/traces`
    const common = { timestamp: start_time, traceId: 'turn', durationMs }
    const events = ['llm_call', 'tool_call', 'decision', 'response']
    const body = { events: events.map((type) => ({ ...common, type, data: { cost: 1e308 } })) }
    const reply = await call(collector, `POST ${path}`, { key: keys.ingest, body })
    expect(reply.status, JSON.stringify(reply.body)).toBe(200)

    for (const page of [path, '/v1/runs/turn?source=prod', `/v1/metrics?${ofTheDay()}`]) {
      const { status, text } = await sendRequest(collector.url + page, {
        method: 'GET',
        headers: { authorization: `Bearer ${keys.read}` },
      })
      expect(status, `${page}: ${text}`).toBe(200)
    }
  },
)

it('a run that ends before it begins is not taken', async () => {
  const collector = await startCollector()
  const { keys } = collector
  const { status } = await call(collector, 'POST /v1/custom', {
    key: keys.ingest,
    body: aRun({ end_time: '0001-01-01T00:00:00Z' }),
  })
  expect(status).toBe(400)
})

async function send(
  collector: RunningCollector,
  key: string,
  body: object,
  name: string,
): Promise<void> {
  const reply = await call(collector, 'POST /v1/custom', { key, body })
  expect(reply.status, `${name}: ${JSON.stringify(reply.body)}`).toBe(200)
}

async function expectReadable(
  collector: RunningCollector,
  key: string,
  name: string,
): Promise<void> {
  const { projectId } = collector
  const project = `/api/projects/${projectId}/sessions`
  const paths = [
    `/v1/metrics?${ofTheDay()}`,
    `/v1/models?${ofTheDay()}`,
    `/v1/tools?${ofTheDay()}`,
    `/v1/failures?${ofTheDay()}`,
    ...['dev', 'prod'].map((source) => `/v1/runs?source=${source}&${ofTheDay()}`),
    `/v1/sessions?${ofTheDay()}`,
    `/v1/sessions/${SESSION}`,
    '/api/v1/traces',
    '/api/v1/traces/stats?period=7d',
    ...['tokenCount', 'estimatedCost', 'lastActivityAt'].map((by) => `${project}?sortBy=${by}`),
    ...['', '/metrics', '/analysis', '/traces'].map((page) => `${project}/${SESSION}${page}`),
  ]
  for (const path of paths) {
    const { status, body } = await read(collector, path, key)
    expect(status, `${name}, ${path}: ${JSON.stringify(body)}`).toBe(200)
  }
}

async function runCount(collector: RunningCollector, key: string): Promise<number> {
  const { body } = await read(collector, `/v1/metrics?${ofTheDay()}`, key)
  return body.metrics.run_count
}

function ofTheDay(): string {
  return `from=${START - DAY}&to=${START + DAY}`
}
