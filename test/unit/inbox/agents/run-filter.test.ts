import { expect, it } from 'vitest'

import { fillDays } from '../../../../inbox/src/agents/failures/fill-days.ts'
import { isFiltered, readRunFilter } from '../../../../inbox/src/agents/runs/run-filter.ts'

const filterOf = (query: string) => readRunFilter(new URLSearchParams(query))

it('reads production runs of two weeks when the address says nothing else', () => {
  const filter = filterOf('range=7d&source=x&status=x&page=-1&agent=%20')

  expect(filter).toMatchObject({ source: 'prod', range: '2w', status: undefined, page: 1 })
  expect(isFiltered(filter)).toBe(false)
})

it('does not ask of development what the API tells of production alone', () => {
  expect(filterOf('source=dev&status=error&session=s&agent=a')).toMatchObject({
    status: undefined,
    session: undefined,
    agent: 'a',
  })
  expect(filterOf('status=error&session=s')).toMatchObject({ status: 'error', session: 's' })
})

it('draws every day up to today, a fortnight at least', () => {
  const now = Date.parse('2026-03-20T10:00:00Z')
  const days = fillDays(
    [
      { bucket: '2026-03-18T07:00:00Z', events: 2 },
      { bucket: '2026-03-18T09:00:00Z', events: 1 },
    ],
    now,
  )

  expect(days).toHaveLength(14)
  expect(days.at(-1)).toEqual({ bucket: '2026-03-20T00:00:00.000Z', events: 0 })
  expect(days.at(-3)).toEqual({ bucket: '2026-03-18T00:00:00.000Z', events: 3 })
  expect(fillDays([], now)).toEqual([])
  expect(fillDays([{ bucket: '2025-01-01T00:00:00Z', events: 1 }], now)).toHaveLength(90)
})
