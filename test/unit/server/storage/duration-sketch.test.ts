import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import {
  addDuration,
  quantile,
  RELATIVE_ERROR,
  type DurationSketch,
} from '../../../../server/src/storage/duration-sketch.ts'

const sketchOf = (durations: readonly number[]) => {
  const sketch: DurationSketch = new Map()
  for (const duration of durations) addDuration(sketch, duration)
  return sketch
}

/** The nearest-rank quantile of the durations themselves. */
const exact = (durations: readonly number[], share: number) =>
  [...durations].sort((a, b) => a - b)[Math.max(1, Math.ceil(share * durations.length)) - 1] ?? 0

const durations = fc.array(fc.double({ min: 1, max: 600_000, noNaN: true }), { minLength: 1 })

describe('a sketch of durations', () => {
  it('gives every quantile within the relative error it states', () => {
    fc.assert(
      fc.property(durations, fc.double({ min: 0, max: 1, noNaN: true }), (values, share) => {
        const truth = exact(values, share)
        const said = quantile(sketchOf(values), share) ?? NaN

        // A hair more for what floating point does at the edge of a bucket.
        expect(Math.abs(said - truth)).toBeLessThanOrEqual(truth * RELATIVE_ERROR * 1.000001)
      }),
    )
  })

  it('says the same of parts put together as of the whole', () => {
    fc.assert(
      fc.property(durations, durations, (one, other) => {
        const merged = sketchOf(one)
        for (const [bucket, count] of sketchOf(other)) {
          merged.set(bucket, (merged.get(bucket) ?? 0) + count)
        }

        expect(quantile(merged, 0.95)).toBe(quantile(sketchOf([...one, ...other]), 0.95))
      }),
    )
  })

  it('knows nothing of no durations, and zero of those below a millisecond', () => {
    expect(quantile(new Map(), 0.5)).toBeNull()
    expect(quantile(sketchOf([0, 0.4]), 0.5)).toBe(0)
  })
})
