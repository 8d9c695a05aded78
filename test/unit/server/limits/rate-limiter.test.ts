import { describe, expect, it } from 'vitest'

import { createRateLimiter } from '../../../../server/src/limits/rate-limiter.ts'

describe('the rate limit', () => {
  const start = (perMinute: number) => {
    let time = 0
    const limit = createRateLimiter({ perMinute, now: () => time })
    return { take: limit.take, wait: (duration: number) => (time += duration) }
  }

  it('lets a burst through and then says how long to wait', () => {
    const { take } = start(60)

    const waits = Array.from({ length: 61 }, () => take('a'))

    expect(waits.slice(0, 60).every((wait) => wait === 0)).toBe(true)
    expect(waits[60]).toBe(1)
  })

  it('refills evenly', () => {
    const { take, wait } = start(60)
    for (let count = 0; count < 60; count += 1) take('a')

    wait(2000)

    expect([take('a'), take('a'), take('a')]).toEqual([0, 0, 1])
  })

  it('never saves up more than a minute’s worth', () => {
    const { take, wait } = start(2)
    take('a')

    wait(60 * 60_000)

    expect([take('a'), take('a'), take('a')]).toEqual([0, 0, 30])
  })

  it('survives a clock that is set back', () => {
    const { take, wait } = start(1)
    take('a')

    wait(-10_000)

    expect(take('a')).toBe(60)
  })

  it('counts each sender by itself', () => {
    const { take } = start(1)
    take('a')

    expect(take('b')).toBe(0)
  })

  it('stays bounded, and fair, when very many senders come', () => {
    const { take } = start(1)

    for (let sender = 0; sender < 50_000; sender += 1) expect(take(`sender ${sender}`)).toBe(0)

    expect(take('sender 49999')).toBe(60)
  })
})
