import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { noFindings } from '../../../../server/src/scrub/findings.ts'
import { compileRules } from '../../../../server/src/scrub/rules.ts'
import { scrubJson } from '../../../../server/src/scrub/scrub-json.ts'
import { redactEvent } from '../../../../src/privacy/redact-event.ts'
import { toWireEntry } from '../../../../src/protocol/to-wire-entry.ts'
import { redactText } from '../../../../src/protocol/redaction/redact-text.ts'
import type { Json } from '../../../../src/protocol/index.ts'
import { anyEvent } from '../../../helpers/any-event.ts'
import { formsOf, plantedSecrets } from '../../../helpers/planted-secrets.ts'

type JsonObject = { [key: string]: Json }

/** A scrubbed copy, and what was found. */
function scrub(value: JsonObject, rules?: { fields?: string[]; patterns?: string[] }) {
  const copy = structuredClone(value)
  const findings = noFindings()
  const compiled = rules && compileRules({ fields: [], patterns: [], ...rules })
  scrubJson(copy, { findings, rules: compiled, hidden: [], fields: 0 })
  const found = Object.fromEntries(Object.entries(findings).filter(([, count]) => count > 0))
  return { copy, found }
}

const json = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<Json>

describe('scrubJson', () => {
  it.each<[string, JsonObject, JsonObject, object]>([
    [
      'headers by their name',
      { headers: { Authorization: 'Bearer abc', Cookie: 'a=b', accept: '*/*' } },
      { headers: { Authorization: '[redacted]', Cookie: '[redacted]', accept: '*/*' } },
      { field: 2 },
    ],
    [
      'headers as a list of pairs',
      {
        headers: [
          ['Cookie', 'sid=hushhush'],
          ['accept', '*/*'],
        ],
      },
      {
        headers: [
          ['Cookie', '[redacted]'],
          ['accept', '*/*'],
        ],
      },
      { field: 1 },
    ],
    [
      'headers as a list of objects',
      {
        headers: [
          { name: 'X-Api-Key', value: 'hush' },
          { name: 'Host', value: 'a.example' },
        ],
      },
      {
        headers: [
          { name: 'X-Api-Key', value: '[redacted]' },
          { name: 'Host', value: 'a.example' },
        ],
      },
      { field: 1 },
    ],
    [
      'what is stored under a telling key',
      { op: 'set', key: 'session_token', oldValue: 'a', value: 'hush' },
      { op: 'set', key: 'session_token', oldValue: '[redacted]', value: '[redacted]' },
      { field: 2 },
    ],
    [
      'tokens in addresses',
      { url: 'https://ann:pw@a.example/cb?code=1&access_token=hush#id_token=hush' },
      { url: 'https://[redacted]@a.example/cb?code=1&access_token=[redacted]#id_token=[redacted]' },
      { credential: 1 },
    ],
    [
      'e-mail addresses, also as the name of a field',
      { message: 'mail ann@shop.example', users: { 'ann@shop.example': 1, next: 2 } },
      { message: 'mail [redacted]', users: { '[redacted]': 1, next: 2 } },
      { email: 2 },
    ],
    [
      'cards, as texts and as numbers',
      { text: 'paid with 4111 1111 1111 1111', number: 4111111111111111, order: 4111111111111112 },
      { text: 'paid with [redacted]', number: '[redacted]', order: 4111111111111112 },
      { card: 2 },
    ],
    [
      'tokens of every look, at any depth',
      {
        a: [{ b: ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc'] }],
        c: ['sent AKIAIOSFODNN7EXAMPLE', '-----BEGIN RSA PRIVATE KEY-----\nMIIE'],
      },
      { a: [{ b: ['[redacted]'] }], c: ['sent [redacted]', '[redacted]'] },
      { jwt: 1, credential: 1, 'private-key': 1 },
    ],
  ])('takes out %s, and counts it', (_, value, scrubbed, found) => {
    expect(scrub(value)).toEqual({ copy: scrubbed, found })
  })

  it.each<Json>([
    '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
    '2026-11-22T11:20:00.000Z',
    1_763_788_800_000,
    '1763788800000',
    'v22.16.0-rc.1+build.5',
    'casefile@0.1.0',
    'Order 1000-2000-3000 of 4111111111111112',
    'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    '4f3c2a9e0b1d4f3c2a9e0b1d',
    'TypeError: x is not a function\n    at pay (https://shop.example/assets/app-4f3c2a.js:1:48213)',
    'pay@https://shop.example/assets/app-4f3c2a.js:1:48213',
    "Unexpected token '<'",
    'prompt_tokens: 512',
    'main > section:nth-child(4) > button.session-token',
    'The session has ended; sign in again.',
    { hasToken: true, password: null, cookiesEnabled: false, token: '' },
    { status: 200, durationMs: 12.5, x: -1, big: 1e21, none: null },
  ])('leaves %j alone', (value) => {
    expect(scrub({ value, list: [value, 1] })).toEqual({
      copy: { value, list: [value, 1] },
      found: {},
    })
  })

  it('changes nothing that the SDK has been over', () => {
    fc.assert(
      fc.property(anyEvent, (event) => {
        const { payload, eventMetadata } = toWireEntry({ ...redactEvent(event), tabId: '5f0c9a7e' })
        // A card's number is one also as a number; the SDK measures nothing that large.
        fc.pre(!/\d{12}/.test(JSON.stringify([payload, eventMetadata])))
        // A sentence made of a role and a name may look like a secret where neither does.
        const { message } = payload
        fc.pre(typeof message !== 'string' || redactText(message) === message)

        expect(scrub(payload).copy).toEqual(payload)
        expect(scrub(eventMetadata).copy).toEqual(eventMetadata)
      }),
      { numRuns: 1000 },
    )
  })

  it('finds a planted secret wherever it stands', () => {
    const place = (secret: string): fc.Arbitrary<Json> =>
      fc.letrec<{ any: Json }>((tie) => ({
        any: fc.oneof(
          { maxDepth: 6, withCrossShrink: true },
          fc.constantFrom(
            secret,
            `saw ${secret}!`,
            `https://a.example/x?y=${encodeURIComponent(secret)}`,
          ),
          fc.array(tie('any'), { minLength: 1, maxLength: 2 }),
          fc.dictionary(fc.constantFrom('a', 'data', 'url', 'key'), tie('any'), { minKeys: 1 }),
        ),
      })).any

    fc.assert(
      fc.property(
        plantedSecrets.chain((secrets) =>
          fc.tuple(
            fc.constant(secrets),
            fc.constantFrom(...Object.values(secrets.looking)).chain(place),
          ),
        ),
        ([secrets, value]) => {
          const text = JSON.stringify(scrub({ value }).copy)
          const { looking } = secrets
          for (const form of formsOf({ looking, keyed: '~', wild: '~', word: '~' })) {
            if (form.length > 3 && !form.includes('~')) expect(text).not.toContain(form)
          }
        },
      ),
    )
  })

  it('changes nothing twice', () => {
    const pieces = fc.oneof(
      fc.string(),
      plantedSecrets.chain((secrets) => fc.constantFrom(...formsOf(secrets))),
      fc.constantFrom(
        'token=',
        'Cookie: ',
        'password',
        ': ',
        '"',
        ' ',
        '@',
        '[redacted]',
        'KD-123456',
      ),
    )
    const texts = fc.array(pieces, { maxLength: 5 }).map((parts) => parts.join(' '))
    const rules = { fields: ['customer'], patterns: ['KD-\\d{6}'] }

    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom('url', 'message', 'key', 'token', 'customer', 'a@b.example'),
          fc.oneof(texts, fc.array(texts), json),
        ),
        (value) => {
          const once = scrub(value, rules).copy
          expect(scrub(once, rules).copy).toEqual(once)
        },
      ),
      { numRuns: 200 },
    )
  })

  it("takes out what a project's own rules name", () => {
    const value = {
      customerNumber: 7,
      list: [{ CUSTOMERNUMBER: 'x' }],
      text: 'of KD-123456, KD-12',
    }
    const rules = { fields: ['customerNumber'], patterns: ['KD-\\d{6}'] }

    expect(scrub(value, rules)).toEqual({
      copy: {
        customerNumber: '[redacted]',
        list: [{ CUSTOMERNUMBER: '[redacted]' }],
        text: 'of [redacted], KD-12',
      },
      found: { rule: 3 },
    })
  })

  it('cuts off what is nested without end', () => {
    const deep = JSON.parse(`{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`) as JsonObject

    const { copy, found } = scrub2(deep)

    expect(JSON.stringify(copy)).toMatch(/^\{"a":\[{199}"\[deeper than 200 levels\]"\]{199}\}$/)
    expect(found).toEqual({ 'too-deep': 1 })
  })
})

/** In place: a copy would run out of stack itself. */
function scrub2(value: JsonObject) {
  const findings = noFindings()
  scrubJson(value, { findings, rules: undefined, hidden: [], fields: 0 })
  return { copy: value, found: { 'too-deep': findings['too-deep'] } }
}
