import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { redactSelector } from '../../../../src/protocol/redaction/redact-selector.ts'
import { formsOf, plantedSecrets } from '../../../helpers/planted-secrets.ts'

const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc'

describe('redactSelector', () => {
  it.each([
    ['#ann\\@shop\\.example', '#[redacted]'],
    ['#\\34 111111111111111 > b', '#[redacted] > b'],
    ['a[href="/cb?token=hush&page=2"]', 'a[href="/cb?token=[redacted]&page=2"]'],
  ])('turns %s into %s', (selector, redacted) => {
    expect(redactSelector(selector)).toBe(redacted)
  })

  it('leaves a selector without secrets as it is, escapes and all', () => {
    const selector = 'main > #\\31 2\\:a > button.session-token:nth-of-type(2)'

    expect(redactSelector(selector)).toBe(selector)
  })

  it('finds nothing more where something was taken out, however often it was escaped', () => {
    // The collector reads again what the SDK has read; once this took out a second e-mail address.
    const once = redactSelector(`#c\\\\@b.example #${JWT}`)

    expect(once).toBe('#c\\\\@b.example #[redacted]')
    expect(redactSelector(once)).toBe(once)
  })

  it('changes nothing twice', () => {
    // Quotes that do not match make no selector.
    const secret = plantedSecrets
      .chain((secrets) => fc.constantFrom(...formsOf(secrets)))
      .filter((form) => !/["'`]/.test(form))
    const syntax = fc.constantFrom('#', '>', '\\', '\\\\', '\\5c ', '\\40 ', 'c\\\\@b.example')
    const selectors = fc
      .array(fc.oneof(secret, syntax), { maxLength: 6 })
      .map((parts) => parts.join(' '))

    fc.assert(
      fc.property(selectors, (selector) => {
        const once = redactSelector(selector)
        expect(redactSelector(once)).toBe(once)
      }),
      { numRuns: 500 },
    )
  })
})
