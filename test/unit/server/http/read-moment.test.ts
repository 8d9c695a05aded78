import { describe, expect, it } from 'vitest'

import { readMoment } from '../../../../server/src/http/read-moment.ts'

const NOON = Date.UTC(2026, 2, 1, 12)

describe('a time of a query', () => {
  it.each([
    ['2026-03-01T12:00:00Z'],
    ['2026-03-01T12:00:00.000Z'],
    ['2026-03-01T12:00Z'],
    // Without a zone it is UTC, wherever the collector runs.
    ['2026-03-01T12:00:00'],
    ['2026-03-01T14:00:00+02:00'],
    ['2026-03-01T14:00:00+0200'],
    ['2026-03-01T14:00:00+02'],
    // What becomes of a plus that was not escaped.
    ['2026-03-01T14:00:00 02:00'],
    ['2026-03-01T07:00:00-05:00'],
    [String(NOON)],
  ])('is read from %s', (text) => {
    expect(readMoment(text)).toBe(NOON)
  })

  it('may be a day, which begins at midnight in UTC', () => {
    expect(readMoment('2026-03-01')).toBe(Date.UTC(2026, 2, 1))
  })

  it.each([
    [''],
    ['yesterday'],
    ['2026-02-30'],
    ['2026-13-01T00:00:00Z'],
    ['2026-03-01T25:00:00Z'],
    ['2026-03-01T12:00:00+99:99'],
    ['-1'],
    ['1e12'],
    ['9999999999999999'],
    ['999999999999999'],
    ['NaN'],
  ])('is not read from %j', (text) => {
    expect(readMoment(text)).toBeUndefined()
  })
})
