import { beforeAll, describe, expect, it } from 'vitest'

import { RELATIVE_ERROR } from '../../../server/src/storage/duration-sketch.ts'
import { sendRequest } from '../../helpers/http-request.ts'
import { seededRuns, type SeededRun } from '../../helpers/seeded-runs.ts'
import { useCollector } from '../../helpers/use-collector.ts'

const HOUR = 3_600_000
/** In the middle of an hour, so that no window of the tests begins or ends with one. */
const END = Date.now() - (Date.now() % HOUR) - HOUR / 2
const SPREAD = 30 * HOUR
const RUNS = seededRuns(240, { seed: 7, end: END, spread: SPREAD })

const WINDOWS: readonly [name: string, from: number, to: number][] = [
  ['everything', END - SPREAD, END],
  ['a part with ragged ends', END - 17 * HOUR - 123_456, END - 3 * HOUR + 654_321],
  ['some minutes', END - 5 * HOUR, END - 5 * HOUR + 11 * 60_000],
  ['a time in which nothing ran', END - 100 * HOUR, END - 90 * HOUR],
]

describe('the metrics of runs', () => {
  const collector = useCollector()

  beforeAll(async () => {
    // As unkindly as it goes: parts before their runs, everything in reverse, some of it twice.
    const parts = RUNS.flatMap(({ run, steps, calls }) => [run, ...steps, ...calls]).reverse()
    const twice = [...parts, ...parts.slice(100, 300)]
    for (let at = 0; at < twice.length; at += 100) {
      await post('/v1/custom', [{ type: 'batch', items: twice.slice(at, at + 100) }])
    }
    await post(
      '/v1/feedback',
      RUNS.flatMap(({ run, feedback }) =>
        feedback ? [{ runId: run.run_id, score: feedback }] : [],
      ),
    )
  })

  it.each(WINDOWS)('are those of a plain count, over %s', async (_name, from, to) => {
    const meant = within(from, to)
    const { metrics } = await read('/v1/metrics', from, to)

    const steps = meant.flatMap((one) => one.steps)
    const durations = meant.map(({ run }) => Date.parse(run.end_time) - Date.parse(run.start_time))
    expect(metrics).toMatchObject({
      run_count: meant.length,
      error_count: failed(meant.map(({ run }) => run)),
      session_count: new Set(meant.map(({ run }) => run.session_id)).size,
      tokens: {
        prompt: sum(steps, (step) => step.prompt_uncached_tokens + step.prompt_cached_tokens),
        prompt_cached: sum(steps, (step) => step.prompt_cached_tokens),
        completion: sum(steps, (step) => step.completion_tokens),
      },
      feedback: {
        thumbs_up: meant.filter(({ feedback }) => feedback === 'thumbs_up').length,
        thumbs_down: meant.filter(({ feedback }) => feedback === 'thumbs_down').length,
      },
    })
    expect(metrics.cost.total).toBeCloseTo(
      sum(steps, (step) => step.real_total_cost),
      6,
    )
    expectDurations(metrics.duration_ms, durations)
  })

  it.each(WINDOWS)('add up over the buckets of time, over %s', async (_name, from, to) => {
    const { metrics, timeseries } = await read('/v1/metrics', from, to)
    const buckets = timeseries as { run_count: number; error_count: number; total_tokens: number }[]

    expect(sum(buckets, (bucket) => bucket.run_count)).toBe(metrics.run_count)
    expect(sum(buckets, (bucket) => bucket.error_count)).toBe(metrics.error_count)
    expect(sum(buckets, (bucket) => bucket.total_tokens)).toBe(metrics.tokens.total)
  })

  it.each(WINDOWS)('of models are those of a plain count, over %s', async (_name, from, to) => {
    const meant = within(from, to)
    const { models } = await read('/v1/models', from, to)

    const steps = meant.flatMap((one) => one.steps)
    const expected = groups(steps, (step) => step.model_used).map(([model, own]) => ({
      model,
      step_count: own.length,
      run_count: new Set(own.map((step) => step.run_id)).size,
      error_count: failed(own),
      completion_tokens: sum(own, (step) => step.completion_tokens),
      prompt_cached_tokens: sum(own, (step) => step.prompt_cached_tokens),
    }))
    expect(byName(models, 'model')).toMatchObject(byName(expected, 'model'))
    expect(models).toHaveLength(expected.length)
    expect(sum(models as { share: number }[], ({ share }) => share)).toBeCloseTo(
      steps.length > 0 ? 1 : 0,
      6,
    )
  })

  it.each(WINDOWS)('of tools are those of a plain count, over %s', async (_name, from, to) => {
    const { tools } = await read('/v1/tools', from, to)

    const calls = within(from, to).flatMap((one) => one.calls)
    const expected = groups(calls, (call) => call.tool_name).map(([tool, own]) => ({
      tool_name: tool,
      call_count: own.length,
      run_count: new Set(own.map((call) => call.run_id)).size,
      error_count: failed(own),
      error_rate: failed(own) / own.length,
    }))
    expect(byName(tools, 'tool_name')).toMatchObject(byName(expected, 'tool_name'))
    expect(tools).toHaveLength(expected.length)
  })

  it('of failures put together those that differ in numbers alone', async () => {
    const { failures } = await read('/v1/failures', END - SPREAD, END + HOUR)

    const calls = RUNS.flatMap((one) => one.calls).filter((call) => call.status_code === 2)
    const expected = groups(calls, (call) => call.tool_name).map(([tool, own]) => ({
      entity_type: 'tool_call',
      tool_name: tool,
      events: own.length,
      affected_runs: new Set(own.map((call) => call.run_id)).size,
    }))
    const ofTools = failures.filter(
      (one: { entity_type: string }) => one.entity_type === 'tool_call',
    )
    expect(byName(ofTools, 'tool_name')).toMatchObject(byName(expected, 'tool_name'))

    const failedRuns = RUNS.filter(({ run }) => run.status_code === 2)
    const timeouts = failures.find(
      (one: { entity_type: string; message: string }) =>
        one.entity_type === 'run' && one.message.startsWith('Model timed out'),
    )
    expect(timeouts).toMatchObject({ events: failedRuns.length, affected_runs: failedRuns.length })
  })

  it('of a session are those of a plain count', async () => {
    const sessionId = RUNS[0]?.run.session_id ?? ''
    const own = RUNS.filter(({ run }) => run.session_id === sessionId)
    const { url, projectId, keys } = collector()
    const answer = await sendRequest(
      `${url}/api/projects/${projectId}/sessions/${sessionId}/metrics`,
      { method: 'GET', headers: { authorization: `Bearer ${keys.read}` } },
    )

    const { metrics } = JSON.parse(answer.text)
    const steps = own.flatMap((one) => one.steps)
    const calls = own.flatMap((one) => one.calls)
    expect(metrics).toMatchObject({
      tokens: {
        input: sum(steps, (step) => step.prompt_uncached_tokens + step.prompt_cached_tokens),
        output: sum(steps, (step) => step.completion_tokens),
      },
      toolCallCount: calls.length,
      toolSuccessRate: calls.length === 0 ? null : 1 - failed(calls) / calls.length,
    })
    expect(metrics.llmCalls).toHaveLength(steps.length)
  })

  async function post(path: string, bodies: readonly object[]): Promise<void> {
    const { url, keys } = collector()
    for (const body of bodies) {
      const answer = await sendRequest(url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${keys.ingest}` },
        body: JSON.stringify(body),
      })
      expect(answer.status, answer.text).toBe(200)
    }
  }

  async function read(path: string, from: number, to: number) {
    const { url, keys } = collector()
    const answer = await sendRequest(`${url}${path}?from=${from}&to=${to}`, {
      method: 'GET',
      headers: { authorization: `Bearer ${keys.read}` },
    })
    expect(answer.status, answer.text).toBe(200)
    return JSON.parse(answer.text)
  }
})

function within(from: number, to: number): SeededRun[] {
  return RUNS.filter(({ run }) => {
    const start = Date.parse(run.start_time)
    return start >= from && start < to
  })
}

function sum<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((all, item) => all + of(item), 0)
}

function failed(items: readonly { status_code: number }[]): number {
  return items.filter(({ status_code }) => status_code === 2).length
}

function groups<Item>(items: readonly Item[], of: (item: Item) => string): [string, Item[]][] {
  return Object.entries(Object.groupBy(items, of)).map(([name, own = []]) => [name, own])
}

function byName(items: readonly object[], name: string): object[] {
  const nameOf = (item: object) => String((item as Record<string, unknown>)[name])
  return [...items].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
}

/** Percentiles may be off by the sketch's error; the average may not. */
function expectDurations(
  found: { avg: number | null; p50: number | null; p95: number | null; p99: number | null },
  durations: readonly number[],
): void {
  const sorted = [...durations].sort((a, b) => a - b)
  if (sorted.length === 0) {
    expect(found).toEqual({ avg: null, p50: null, p95: null, p99: null })
    return
  }
  expect(found.avg).toBeCloseTo(sum(sorted, (one) => one) / sorted.length, 3)
  for (const [name, share] of [
    ['p50', 0.5],
    ['p95', 0.95],
    ['p99', 0.99],
  ] as const) {
    const exact = sorted[Math.max(1, Math.ceil(share * sorted.length)) - 1] ?? 0
    expect(Math.abs((found[name] ?? NaN) - exact), name).toBeLessThanOrEqual(
      exact * (RELATIVE_ERROR + 0.001),
    )
  }
}
