import { describe, expect, it } from 'vitest'

import { randomId } from '../../src/lib/random-id.ts'
import { createDraw, type Sampling } from '../../src/sampling.ts'

const share = (sampling: Sampling, ids: string[]) => {
  const modes = ids.map((id) => createDraw(sampling)(id) ?? 'none')
  const part = (mode: string) => modes.filter((one) => one === mode).length / ids.length
  return {
    always: part('always'),
    error: part('on-error'),
    report: part('on-report'),
    none: part('none'),
  }
}

/** So many that a share is off by 0.03 in one of a billion runs. */
const ids = Array.from({ length: 10_000 }, () => randomId())

describe('a visit', () => {
  it('is recorded as its mode says when nothing else is said', () => {
    const sampling: Sampling = [
      ['always', 1],
      ['on-error', 0],
      ['on-report', 1],
    ]

    expect(share(sampling, ids).always).toBe(1)
  })

  it('falls through the modes, each taking its share of what is left', () => {
    const shares = share(
      [
        ['always', 0.2],
        ['on-error', 0.5],
        ['on-report', 0.5],
      ],
      ids,
    )

    expect(Math.abs(shares.always - 0.2)).toBeLessThan(0.03)
    expect(Math.abs(shares.error - 0.4)).toBeLessThan(0.03)
    expect(Math.abs(shares.report - 0.2)).toBeLessThan(0.03)
    expect(Math.abs(shares.none - 0.2)).toBeLessThan(0.03)
  })

  it('is drawn the same on every page', () => {
    const sampling: Sampling = [['always', 0.5]]

    for (const id of ids) expect(createDraw(sampling)(id)).toBe(createDraw(sampling)(id))
  })
})
