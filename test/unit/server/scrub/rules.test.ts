import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { compileRules } from '../../../../server/src/scrub/rules.ts'

const compile = (...patterns: string[]) => compileRules({ fields: [], patterns })

describe("a project's patterns", () => {
  it.each([
    ['KD-\\d{6}', 'see KD-123456 there', 'see [redacted] there'],
    ['[A-Z]{2}\\d{2}[A-Z0-9]{11,30}', 'DE02120300000000202051', '[redacted]'],
    ['\\bKunde \\w{3,20}', 'Kunde Müller', 'Kunde Müller'],
    ['Straße \\d{1,3}[a-z]?', 'Straße 12b, Köln', '[redacted], Köln'],
    ['a\\.b\\(c\\)', 'a.b(c) axb(c)', '[redacted] axb(c)'],
  ])('may be %s', (pattern, text, scrubbed) => {
    expect(text.replace(compile(pattern).pattern!, '[redacted]')).toBe(scrubbed)
  })

  it.each([
    ['(a+)+$', 'may not hold groups or alternatives; give several patterns'],
    ['\\d+', 'may not hold +, which has no end; give a count such as {1,40}'],
    ['.*secret', 'may not hold *, which has no end'],
    ['abc|def', 'may not hold groups or alternatives'],
    ['\\w{1,50}\\w{1,50}x', 'leaves 2500 ways to match'],
    ['a{1,500}bcd', 'repeats a {1,500}; a count goes up to 100'],
    ['\\d{2}', 'would match fewer than 3 characters'],
    ['\\w{0,90}', 'would match fewer than 3 characters'],
    ['(?<=x)abc', 'may not hold groups'],
    ['abc\\1', 'may not hold \\ here'],
    ['^abc', 'may not hold ^ here; to mean the character itself, write \\^'],
    ['abc{', 'may not hold { here'],
    ['[z-a]bc', 'is not valid'],
    ['\\wedact', 'matches [redacted]'],
    ['x'.repeat(201), 'has more than 200 characters'],
  ])('are refused with a sentence when they are %s', (pattern, sentence) => {
    expect(() => compile('KD-\\d{6}', pattern)).toThrow(
      expect.objectContaining({ message: expect.stringContaining(`patterns[1] ${sentence}`) }),
    )
  })

  it('take time in proportion to the text, whatever is accepted', () => {
    const atoms = fc.constantFrom('a', '\\w', '[a-b]', '.', '\\d', '[^x]')
    const counts = fc.constantFrom('', '?', '{2}', '{1,5}', '{0,9}', '{3,99}')
    const pattern = fc
      .array(fc.tuple(atoms, counts), { minLength: 1, maxLength: 12 })
      .map((steps) => steps.flat().join('') + 'x')

    fc.assert(
      fc.property(pattern, (source) => {
        let rules
        try {
          rules = compile(source)
        } catch {
          return
        }
        // A pattern that doubles its work with each character would not end within the test.
        expect('a'.repeat(65_536).replace(rules.pattern!, '')).toEqual(expect.any(String))
      }),
    )
  })
})
