import { DatabaseSync } from 'node:sqlite'

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { toMatch } from '../../../../server/src/storage/sqlite/to-match.ts'

const db = new DatabaseSync(':memory:')
db.exec(`CREATE VIRTUAL TABLE texts USING fts5 (text)`)
db.exec(`INSERT INTO texts VALUES ('Cannot read properties of undefined (reading ''total'')'),
  ('POST https://shop.test/api/cart/7 500')`)

const find = (typed: string) => {
  const match = toMatch(typed)
  if (match === undefined) return undefined
  return db.prepare('SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY rowid').all(match).length
}

describe('what a person types into the search', () => {
  it.each([
    ['undefined total', 1],
    ['total undefined', 1],
    ['tot', 1],
    ['"undefined total"', 0],
    ['"properties of"', 1],
    ["reading 'total'", 1],
    ['/api/cart', 1],
    ['cart OR undefined', 0],
    ['NEAR(cart shop)', 0],
    ['text:cart', 0],
    ['-cart', 1],
  ])('%s finds %i', (typed, count) => {
    expect(find(typed)).toBe(count)
  })

  it('is nothing when there is no word in it', () => {
    for (const typed of ['', '  ', '"', '""', '*', '()', '- -'])
      expect(toMatch(typed)).toBeUndefined()
  })

  it('is never an error', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (typed) => {
        expect(() => find(typed)).not.toThrow()
      }),
    )
  })
})
