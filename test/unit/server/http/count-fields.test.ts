import fc from 'fast-check'
import { expect, it } from 'vitest'

import { countFields } from '../../../../server/src/http/count-fields.ts'

const count = (value: unknown): number =>
  typeof value === 'object' && value !== null
    ? Object.values(value).reduce<number>(
        (sum, inner) => sum + count(inner) + (Array.isArray(value) ? 0 : 1),
        0,
      )
    : 0

it('counts the fields of any JSON text, however it is written', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(undefined, 1, '\t'), (value, space) => {
      const json = new TextEncoder().encode(JSON.stringify(value, undefined, space))

      expect(countFields(json)).toBe(count(JSON.parse(JSON.stringify(value))))
    }),
  )
})

it('counts a field that comes twice as two', () => {
  const json = new TextEncoder().encode('{"a" : 1, "a":"\\":"}')

  expect(countFields(json)).toBe(2)
})
