import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { byteLength } from '../../../src/lib/byte-length.ts'
import { cut } from '../../../src/lib/cut.ts'
import { preview } from '../../../src/lib/preview.ts'

describe('preview', () => {
  it('gives plain JSON back as it is', () => {
    const json = fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.parse(JSON.stringify(value)))

    fc.assert(
      fc.property(json, (value) => {
        const withoutPrototypeKeys = JSON.stringify(value).includes('"__proto__"') === false
        fc.pre(withoutPrototypeKeys && JSON.stringify(value).length < 5000)

        expect(preview([value], 100_000)).toEqual([value])
      }),
    )
  })

  it('survives JSON unchanged and keeps to its budget, whatever it is given', () => {
    const anything = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withTypedArray: true,
      withNullPrototype: true,
      withObjectString: true,
      withSparseArray: true,
      withBoxedValues: true,
      maxDepth: 5,
    })

    fc.assert(
      fc.property(fc.array(anything), fc.nat(2000), (values, budget) => {
        const copies = preview(values, budget)

        expect(JSON.parse(JSON.stringify(copies))).toEqual(copies)
        // What is cut off still has its marks, and the structure around it.
        expect(byteLength(JSON.stringify(copies))).toBeLessThan(budget * 7 + 4000)
      }),
    )
  })

  it('shows every neighbour of a value that is too deep or too long', () => {
    const deep = { a: { b: { c: { d: 'x'.repeat(5000) } } } }

    expect(preview([deep, 'neighbour', { last: 1 }], 300)).toMatchObject([
      { a: { b: { c: {} } } },
      'neighbour',
      { last: 1 },
    ])
    const [list] = preview([Array.from({ length: 1000 }, (_, index) => index)], 100_000)
    expect(list).toHaveLength(101)
    expect(list).toMatchObject({ 100: '…' })
  })

  it('names what it has shown already', () => {
    const shared = { id: 1 }

    expect(preview([shared, { again: shared }], 1000)).toEqual([
      { id: 1 },
      { again: '[seen above]' },
    ])
  })
})

describe('byteLength', () => {
  it('counts what an encoder would write', () => {
    const text = fc.string({ unit: 'binary' })

    fc.assert(
      fc.property(text, (value) => {
        expect(byteLength(value)).toBe(new TextEncoder().encode(value).length)
      }),
    )
  })
})

describe('cut', () => {
  it('never leaves half a character', () => {
    expect(cut('ab🍏', 3)).toBe('ab…')
    expect(cut('ab🍏', 4)).toBe('ab🍏')
    expect(cut('abc', 2)).toBe('ab…')
  })
})
