import { expect } from 'vitest'

import { call } from './collector-client.ts'
import type { RunningCollector } from './start-collector.ts'

type Totals = Record<string, number>

/** The sums of a collector's outcomes, as `{'entries accepted': 3, 'requests limited rate-key': 1}`. */
export async function readOutcomes(
  collector: RunningCollector,
  query = '',
  { key, projectId }: { key: string; projectId: string } = {
    key: collector.keys.project,
    projectId: collector.projectId,
  },
): Promise<Totals> {
  const path = `/api/casefile/v1/projects/${projectId}/outcomes${query}`
  const { status, body } = await call(collector, `GET ${path}`, { key })
  expect(status).toBe(200)

  const totals: Totals = {}
  for (const { item, outcome, reason, count } of body.totals) {
    const name = [item, outcome, reason].filter(Boolean).join(' ')
    totals[name] = (totals[name] ?? 0) + count
  }
  return totals
}

/** Waits until the sums, which are written about once a second, hold what is expected. */
export async function expectOutcomes(
  collector: RunningCollector,
  expected: Record<string, unknown>,
  project?: { key: string; projectId: string },
): Promise<void> {
  await expect
    .poll(() => readOutcomes(collector, '', project), { timeout: 10_000 })
    .toMatchObject(expected)
}
