import { describe, expect, it } from 'vitest'

import { backoffDelay, readRetryAfter } from '../../../src/delivery/backoff.ts'

describe('the wait between attempts', () => {
  it('doubles from one second to one minute', () => {
    const longest = [1, 2, 3, 4, 5, 6, 7, 8].map((attempt) => backoffDelay(attempt, () => 1))

    expect(longest).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000])
  })

  it('is random by half, so that clients do not come back in step', () => {
    expect(backoffDelay(3, () => 0)).toBe(2_000)
  })
})

describe('Retry-After', () => {
  const now = Date.parse('2026-01-01T00:00:00Z')

  it.each([
    ['7', 7_000],
    ['0', 0],
    ['Thu, 01 Jan 2026 00:00:30 GMT', 30_000],
    ['Wed, 31 Dec 2025 23:59:00 GMT', 0],
    ['soon', undefined],
    [null, undefined],
  ])('%s is %s ms', (header, expected) => {
    expect(readRetryAfter(header, now)).toBe(expected)
  })
})
