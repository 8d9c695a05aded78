import { beforeAll, describe, expect, it } from 'vitest'

import { sendRuns } from '../../helpers/agent-client.ts'
import { call } from '../../helpers/collector-client.ts'
import { seededRuns } from '../../helpers/seeded-runs.ts'
import { useCollector } from '../../helpers/use-collector.ts'

const DAY = 24 * 60 * 60_000
const WEEK = 7 * DAY
const MONDAY = startOfWeek(Date.now())
const LAST_WEEK = seededRuns(40, { seed: 21, end: MONDAY, spread: 6 * DAY })
const WEEK_BEFORE = seededRuns(20, { seed: 22, end: MONDAY - WEEK, spread: 6 * DAY })
const THIS_WEEK = seededRuns(5, { seed: 23, end: Date.now() + 1, spread: Date.now() - MONDAY })

describe('the insight of a week', () => {
  const collector = useCollector()
  const read = async (path: string) =>
    (await call(collector(), `GET ${path}`, { key: collector().keys.read })).body

  beforeAll(() => sendRuns(collector(), [...WEEK_BEFORE, ...LAST_WEEK, ...THIS_WEEK]))

  it('is written by itself when the week is over, once', async () => {
    await expect
      .poll(async () => (await read('/v1/insights')).insights.length, { timeout: 15_000 })
      .toBe(1)

    const { insights, total } = await read('/v1/insights')
    expect(total).toBe(1)
    expect(insights[0].period).toEqual({
      from: new Date(MONDAY - WEEK).toISOString(),
      to: new Date(MONDAY).toISOString(),
    })
  })

  it('compares the week with the one before, and cites runs of it', async () => {
    await expect
      .poll(async () => (await read('/v1/insights')).insights.length, { timeout: 15_000 })
      .toBe(1)
    const { insights } = await read('/v1/insights')
    const { insight } = await read(`/v1/insights/${insights[0].insight_id}`)

    const comparison = Object.fromEntries(
      insight.metrics_comparison.map((row: { metric: string }) => [row.metric, row]),
    )
    expect(comparison.run_count).toEqual({
      metric: 'run_count',
      current: LAST_WEEK.length,
      previous: WEEK_BEFORE.length,
      change: 1,
    })
    const failed = LAST_WEEK.filter(({ run }) => run.status_code === 2).length
    expect(comparison.error_rate.current).toBeCloseTo(failed / LAST_WEEK.length, 9)

    const ids = new Set(LAST_WEEK.map(({ run }) => run.run_id))
    const cited = [...insight.trends, ...insight.issues].flatMap(
      ({ run_ids }: { run_ids: string[] }) => run_ids,
    )
    expect(cited.length).toBeGreaterThan(0)
    expect(cited.filter((id) => !ids.has(id))).toEqual([])
    expect(insight.issues[0].severity).toBe('high')
    expect(insight.topics[0].percent).toBeGreaterThan(0)
  })
})

/** Monday, in UTC. */
function startOfWeek(time: number): number {
  const date = new Date(time)
  const day = (date.getUTCDay() + 6) % 7
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate() - day)
}
