import { expect, it, onTestFinished, vi } from 'vitest'

import { createAgentAnalyst } from '../../../../server/src/agent-analysis/agent-analyst.ts'
import type { TraceStore } from '../../../../server/src/storage/trace-store.ts'

it('looks at a run too that comes while it waits for another to settle, and then rests', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const settledBefore: number[] = []
  const traces: Partial<TraceStore> = {
    async runsToAnalyse(_limit, before) {
      settledBefore.push(before)
      return []
    },
    hasRuns: async () => true,
    projectsWithRuns: async () => [],
  }
  const analyst = createAgentAnalyst({
    // Nothing else of it is asked for runs that are not there.
    traces: traces as TraceStore,
    now: () => Date.now(),
    logError: (error) => {
      throw error
    },
  })
  onTestFinished(() => analyst.stop())
  await vi.advanceTimersByTimeAsync(60_000)
  settledBefore.length = 0

  analyst.wake()
  await vi.advanceTimersByTimeAsync(900)
  const cameAt = Date.now()
  analyst.wake()
  await vi.advanceTimersByTimeAsync(5_000)

  expect(settledBefore).toHaveLength(2)
  expect(settledBefore[1]).toBeGreaterThanOrEqual(cameAt)
})
