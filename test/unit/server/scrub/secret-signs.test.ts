import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { mayHoldSecret } from '../../../../server/src/scrub/secret-signs.ts'
import { redactName } from '../../../../src/protocol/redaction/redact-name.ts'
import { redactText } from '../../../../src/protocol/redaction/redact-text.ts'
import { redactUrl } from '../../../../src/protocol/redaction/redact-url.ts'
import { formsOf, plantedSecrets } from '../../../helpers/planted-secrets.ts'

const NAMES = [
  ...'passwd passphrase passcode secret token tokens cookie csrf xsrf credentials authorization'.split(
    ' ',
  ),
  ...'api_key apiKey api-key privateKey access.key sessId session_id cardNo card-number'.split(' '),
  ...'pass pwd pw auth oauth jwt bearer session sid card cvv cvc ssn otp pin iban sig signature'.split(
    ' ',
  ),
]

/** A name in any of the ways in which names are written. */
const name = fc
  .tuple(
    fc.constantFrom('', 'user', 'my-', 'x_', 'the.', '['),
    fc.constantFrom(...NAMES),
    fc.constantFrom(
      '',
      'Count',
      's',
      '2',
      '-code',
      '_x',
      '.value',
      ']',
      '"',
      `${'-long'.repeat(9)}`,
    ),
    fc.constantFrom(
      (text: string) => text,
      (text: string) => text.toUpperCase(),
      (text: string) => text.charAt(0).toUpperCase() + text.slice(1),
    ),
  )
  .map(([before, word, after, spell]) => before + spell(word) + after)

const piece = fc.oneof(
  name,
  plantedSecrets.chain((secrets) => fc.constantFrom(...formsOf(secrets))),
  fc.constantFrom(
    ...[
      '=',
      ':',
      '=>',
      '": "',
      '&',
      '?',
      '/',
      '#',
      ';',
      '://',
      'https://',
      'http:',
      ' ',
      '+',
      '%20',
      '\n',
    ],
    ...[
      '@',
      'ann',
      'example.com',
      '[redacted]',
      '(',
      ')',
      '"',
      "'",
      '\\',
      ',',
      '.',
      '-',
      '_',
      '1',
      '4111',
    ],
    ...[
      'Bearer',
      'Basic',
      'sk-',
      'ghp_',
      'AKIA',
      'eyJ',
      '-----BEGIN RSA PRIVATE KEY-----',
      'data:,',
    ],
  ),
  fc.string({ maxLength: 4 }),
  fc.string({ unit: fc.constantFrom(...'aZ09'), minLength: 20, maxLength: 30 }),
  fc.stringMatching(/^[0-9a-f]{30,34}$/),
)

const text = fc.array(piece, { minLength: 1, maxLength: 8 }).map((pieces) => pieces.join(''))

describe('mayHoldSecret', () => {
  it('sees a sign of everything that is taken out of texts, addresses and names', () => {
    fc.assert(
      fc.property(text, (text) => {
        const redacted = [redactText(text), redactUrl(text.replace(/\s/g, '')), redactName(text)]
        const clean = [text, text.replace(/\s/g, ''), text]
        redacted.forEach((result, index) => {
          if (result !== clean[index])
            expect([clean[index], mayHoldSecret(clean[index]!)]).toEqual([clean[index], true])
        })
      }),
      { numRuns: 20_000 },
    )
  }, 60_000)

  it.each([
    'customer session token refresh render component mount',
    'https://api.example.com/v2/session/4be1aaf1e28e?page=33&sort=token',
    'main > section:nth-child(4) > button.session-token',
    'at sessiontoken (https://shop.example.com/assets/app-a0b1c2d3.js:12:3456)',
    "TypeError: Cannot read properties of undefined (reading 'token')",
    '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
    '4f3c2a9e0b1d4f3c2a9e0b1d',
    '2026-11-22T11:20:00.000Z',
    'localStorage',
  ])('sees none in %j', (text) => {
    expect(mayHoldSecret(text)).toBe(false)
  })
})
