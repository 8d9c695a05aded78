import { onTestFinished, describe, expect, it, vi } from 'vitest'

import {
  createOutcomeCounter,
  type Counted,
} from '../../../../server/src/outcomes/outcome-counter.ts'
import type { OutcomeCount } from '../../../../server/src/outcomes/outcome.ts'

const MINUTE = 60_000

function start({ failing = false } = {}) {
  const written: OutcomeCount[][] = []
  const state = { time: 10 * MINUTE + 5, failing }
  const logError = vi.fn()
  const counter = createOutcomeCounter({
    now: () => state.time,
    logError,
    interval: 1_000_000,
    write: async (counts) => {
      if (state.failing) throw new Error('full')
      written.push(counts)
    },
  })
  onTestFinished(() => counter.stop())
  return { counter, written, state, logError }
}

const one: Counted = {
  projectId: 'p',
  item: 'entries',
  level: 'error',
  outcome: 'accepted',
  reason: null,
  count: 1,
}

describe('the counter of outcomes', () => {
  it('writes one sum for what is alike, by the minute', async () => {
    const { counter, written, state } = start()

    counter.add(one)
    counter.add({ ...one, count: 2 })
    counter.add({ ...one, level: 'warn' })
    state.time += MINUTE
    counter.add(one)
    await counter.stop()

    expect(written).toEqual([
      [
        { ...one, time: 10 * MINUTE, count: 3 },
        { ...one, time: 10 * MINUTE, level: 'warn' },
        { ...one, time: 11 * MINUTE },
      ],
    ])
  })

  it('keeps what could not be written for the next time, and says so once', async () => {
    const { counter, written, state, logError } = start({ failing: true })
    counter.add(one)
    await counter.stop()
    counter.add({ ...one, count: 4 })
    await counter.stop()

    state.failing = false
    await counter.stop()

    expect(written).toEqual([[{ ...one, time: 10 * MINUTE, count: 5 }]])
    expect(logError).toHaveBeenCalledTimes(1)
  })

  it('stays bounded while nothing can be written', async () => {
    const { counter, written, state } = start({ failing: true })
    for (let minute = 0; minute < 30_000; minute += 1) {
      counter.add(one, minute * MINUTE)
    }
    await counter.stop()

    state.failing = false
    await counter.stop()

    expect(written[0]).toHaveLength(500)
    expect(written[0]?.reduce((sum, { count }) => sum + count, 0)).toBe(30_000)
  })
})
