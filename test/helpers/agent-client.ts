import { expect } from 'vitest'

import { call } from './collector-client.ts'
import type { RunningCollector } from './start-collector.ts'
import type { SeededRun } from './seeded-runs.ts'

/** Sends runs with all that belongs to them, as agents do. */
export async function sendRuns(
  collector: RunningCollector,
  runs: readonly SeededRun[],
): Promise<void> {
  const key = collector.keys.ingest
  const parts = runs.flatMap(({ run, steps, calls }) => [run, ...steps, ...calls])
  for (let at = 0; at < parts.length; at += 500) {
    const body = { type: 'batch', items: parts.slice(at, at + 500) }
    expect((await call(collector, 'POST /v1/custom', { key, body })).status).toBe(200)
  }
  for (const { run, feedback } of runs) {
    if (!feedback) continue
    const body = { runId: run.run_id, score: feedback }
    expect((await call(collector, 'POST /v1/feedback', { key, body })).status).toBe(200)
  }
}
