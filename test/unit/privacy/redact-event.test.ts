import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { redactEvent } from '../../../src/privacy/redact-event.ts'
import type { CaptureEvent, Json } from '../../../src/protocol/index.ts'

const letters = (alphabet: string, length: number) =>
  fc.string({ unit: fc.constantFrom(...alphabet), minLength: length, maxLength: length })
const ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** Secrets that show by their own look, wherever they stand. */
const lookingSecret = fc.oneof(
  letters(ALPHANUMERIC, 24).map((id) => `eyJhbGciOiJIUzI1NiJ9.${id}.${id}`),
  letters(ALPHANUMERIC, 24).map((id) => `sk-${id}7`),
  letters(ALPHANUMERIC, 36).map((id) => `ghp_${id}7`),
  letters('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 16).map((id) => `AKIA${id}`),
  letters('abcdefghijklmnopqrstuvwxyz0123456789', 12).map((id) => `${id}@mail.example`),
  fc.constantFrom('4111111111111111', '5555 5555 5555 4444', '3782-822463-10005'),
)

/** Secrets that only their key gives away. */
const keyedSecret = letters(ALPHANUMERIC, 14).map((id) => `hush${id}`)
const secretKey = fc.constantFrom(
  'password',
  'access_token',
  'clientSecret',
  'X-Api-Key',
  'sessionid',
  'csrf-token',
  'cvv',
)

const planted = fc.record({ looking: lookingSecret, keyed: keyedSecret, key: secretKey })

type Planted = typeof planted extends fc.Arbitrary<infer Value> ? Value : never

const text = ({ looking, keyed, key }: Planted) =>
  fc
    .tuple(
      fc.string(),
      fc.constantFrom(
        `${key}=${keyed}`,
        `"${key}":"${keyed}"`,
        JSON.stringify(JSON.stringify({ a: { [key]: keyed } })),
        `${key}: ${keyed}`,
        `${key}=${keyed}&x=1`,
        `Authorization: Bearer ${keyed}`,
        `Cookie: a=${keyed}; b=${keyed}`,
      ),
      fc.string(),
    )
    // A word of its own: what stands right before or after belongs to somebody else's token.
    .map(([before, middle, after]) => `${before} ${looking} ${middle} ${after}`)

const url = ({ looking, keyed, key }: Planted) =>
  fc
    .record({ base: fc.constantFrom('https://shop.example', '', 'https://u:p@x.example:81') })
    .map(
      ({ base }) =>
        `${base}/a/${encodeURIComponent(looking)}/b?x=1&${key}=${keyed}&q=${encodeURIComponent(looking)}#/c?${key}=${keyed}`,
    )

const tree = ({ looking, keyed, key }: Planted): fc.Arbitrary<Json> =>
  fc.jsonValue({ maxDepth: 2 }).map((value): Json => ({
    value: JSON.parse(JSON.stringify(value)),
    deep: [{ [key]: keyed, list: [key, keyed], [looking]: looking }],
    [key]: { anything: [keyed] },
  }))

/** Roughly what `CSS.escape` does. */
function cssEscape(text: string): string {
  return text.replace(/^\d/, (digit) => `\\3${digit} `).replace(/(?!^\\3\d )[^\w\\-]/g, '\\$&')
}

const eventWith = (secrets: Planted): fc.Arbitrary<CaptureEvent> =>
  fc.oneof(
    fc.record({
      type: fc.constant('console' as const),
      time: fc.nat(),
      level: fc.constant('info' as const),
      method: fc.constant('log'),
      message: text(secrets).map((message) => `${message} ${secrets.key} ${secrets.keyed}`),
      args: tree(secrets).map((value) => [secrets.key, secrets.keyed, value]),
      stack: text(secrets),
    }),
    fc.record({
      type: fc.constant('error' as const),
      time: fc.nat(),
      source: fc.constant('uncaught' as const),
      name: text(secrets),
      message: text(secrets),
      stack: text(secrets),
      causes: fc.array(
        fc.record({ name: text(secrets), message: text(secrets), stack: text(secrets) }),
        { minLength: 1, maxLength: 2 },
      ),
      context: tree(secrets),
      url: url(secrets),
    }),
    fc.record({
      type: fc.constant('network' as const),
      time: fc.nat(),
      api: fc.constant('fetch' as const),
      method: fc.constant('GET'),
      url: url(secrets),
      outcome: fc.constant('failed' as const),
      status: fc.nat(),
      duration: fc.nat(),
      error: text(secrets),
      responseHeaders: text(secrets).map((header) => ({
        'x-info': header,
        [secrets.key]: secrets.keyed,
      })),
      initiator: text(secrets),
    }),
    fc.record({
      type: fc.constant('socket' as const),
      time: fc.nat(),
      api: fc.constant('websocket' as const),
      url: url(secrets),
      phase: fc.constant('closed' as const),
      duration: fc.nat(),
      closeReason: text(secrets),
    }),
    fc.record({
      type: fc.constant('storage' as const),
      time: fc.nat(),
      area: fc.constant('local' as const),
      operation: fc.constant('set' as const),
      key: fc.constant(`cart:${secrets.looking}`),
      value: text(secrets),
    }),
    fc.record({
      type: fc.constant('input' as const),
      time: fc.nat(),
      kind: fc.constant('change' as const),
      selector: fc.constant(`a[href="/p?${secrets.key}=${secrets.keyed}"]`),
      tag: fc.constant(`x-${secrets.looking}`),
      text: text(secrets),
      testId: fc.constant(secrets.looking),
    }),
    fc.record({
      type: fc.constant('vital' as const),
      time: fc.nat(),
      name: fc.constant('LCP' as const),
      value: fc.nat(),
      rating: fc.constant('good' as const),
      selector: fc.constant(`#${cssEscape(secrets.looking)} > b`),
    }),
    fc.record({
      type: fc.constant('long-task' as const),
      time: fc.nat(),
      duration: fc.nat(),
      script: url(secrets).map((file) => `${file}:pay`),
    }),
    fc.record({
      type: fc.constant('environment' as const),
      time: fc.nat(),
      facts: tree(secrets).map((release) => ({ release })),
    }),
    fc.record({
      type: fc.constant('click' as const),
      time: fc.nat(),
      selector: fc.constant(`[data-testid="${secrets.looking}"]`),
      tag: fc.constant('button'),
      role: fc.constant('button'),
      text: text(secrets),
    }),
    fc.record({
      type: fc.constant('navigation' as const),
      time: fc.nat(),
      kind: fc.constant('load' as const),
      from: url(secrets),
      to: url(secrets),
      title: text(secrets),
    }),
  )

const word = fc.constantFrom(
  ...'the author of a className opened 3 items at 10:30 in the dashboard, shipping is free (2 %)'.split(
    ' ',
  ),
)
const prose = fc.array(word, { maxLength: 12 }).map((words) => words.join(' '))
const plainUrl = fc
  .array(fc.constantFrom('cart', 'checkout', '42', 'red-shoes'), { maxLength: 4 })
  .map((path) => `https://shop.example/${path.join('/')}?page=2&sort=-price#top`)

describe('redactEvent', () => {
  it('leaves no planted secret anywhere in an event', () => {
    fc.assert(
      fc.property(
        planted.chain((secrets) => fc.tuple(fc.constant(secrets), eventWith(secrets))),
        ([{ looking, keyed }, event]) => {
          const left = JSON.stringify(redactEvent(event))

          expect(left).not.toContain(looking)
          expect(left.replace(/\\+(?:3(?=\d ))?/g, '')).not.toContain(looking)
          expect(left).not.toContain(encodeURIComponent(looking))
          expect(left).not.toContain(keyed)
        },
      ),
      { numRuns: 1000 },
    )
  })

  it('leaves ordinary events as they are', () => {
    fc.assert(
      fc.property(prose, plainUrl, (text, url) => {
        const events: CaptureEvent[] = [
          {
            type: 'console',
            time: 1,
            level: 'info',
            method: 'log',
            message: text,
            args: [text, { items: [text], total: 12 }],
            stack: `at pay (${url}:12:34)`,
          },
          { type: 'error', time: 1, source: 'uncaught', name: 'TypeError', message: text, url },
          {
            type: 'network',
            time: 1,
            api: 'xhr',
            method: 'GET',
            url,
            outcome: 'completed',
            status: 200,
            duration: 3,
          },
          { type: 'storage', time: 1, area: 'local', operation: 'set', key: text, valueBytes: 3 },
          {
            type: 'click',
            time: 1,
            selector: 'product-card:nth-of-type(2) >>> button',
            tag: 'button',
            text,
          },
          { type: 'navigation', time: 1, kind: 'push', from: url, to: url, title: text },
          { type: 'loss', time: 1, reason: 'rate', count: 3 },
        ]

        for (const event of events) expect(redactEvent(event)).toEqual(event)
      }),
    )
  })

  it('hides a logged secret from the message too, even where that was cut off', () => {
    const secret = 'q'.repeat(3000)
    const event = redactEvent({
      type: 'console',
      time: 1,
      level: 'info',
      method: 'log',
      message: `password ${secret.slice(0, 1990)}…`,
      args: ['password', secret],
    })

    expect(event).toMatchObject({
      message: 'password [redacted]',
      args: ['password', '[redacted]'],
    })
  })

  it.each([
    [['password: %s', 'hunter22']],
    [['%o logged in, token %s', { id: 1 }, 'hunter22']],
    [['%c the new PIN is "%d"', 'color: red', 12345678]],
    [['100%% of the session id: %s', 'hunter22']],
    [['The password is:', 'hunter22']],
  ])('hides what the format %j calls a secret', (args) => {
    const secret = String(args.at(-1))
    const message = args.map(String).join(' ')

    const event = redactEvent({
      type: 'console',
      time: 1,
      level: 'info',
      method: 'log',
      message,
      args,
    })

    expect(JSON.stringify(event)).not.toContain(secret)
  })

  it('keeps what a format does not call a secret', () => {
    const args = ['%s of %d items by author %s in the session', 'three', 8, 'Ann']
    const event = {
      type: 'console',
      time: 1,
      level: 'info',
      method: 'log',
      message: '',
      args,
    } as const

    expect(redactEvent({ ...event, args: [...args] })).toEqual(event)
  })

  it.each([
    ['#ann\\@mail\\.example', '#[redacted]'],
    ['#\\34 111111111111111 > b', '#[redacted] > b'],
    ['a[href="/reset?token=abc&x=1"]', 'a[href="/reset?token=[redacted]&x=1"]'],
    ['#a\\:b > .w-1\\/2', '#a\\:b > .w-1\\/2'],
    ['[data-testid="say \\"hi\\""]', '[data-testid="say \\"hi\\""]'],
  ])('turns the selector %s into %s', (selector, redacted) => {
    const event = { type: 'vital', time: 1, name: 'LCP', value: 1, rating: 'good' } as const

    expect(redactEvent({ ...event, selector }).selector).toBe(redacted)
  })

  it('does not change the event it is given', () => {
    const event: CaptureEvent = {
      type: 'console',
      time: 1,
      level: 'info',
      method: 'log',
      message: 'password=x',
      args: [{ password: 'x' }],
    }
    const before = structuredClone(event)

    redactEvent(event)

    expect(event).toEqual(before)
  })
})

it.each([
  ['by its key', 'authToken', 'opensesame', '[redacted]'],
  ['by what it says', 'state', '{"password":"opensesame"}', '{"password":"[redacted]"}'],
])('takes a secret out of a stored value, %s', (_, key, value, expected) => {
  const event = { type: 'storage', time: 0, area: 'local', operation: 'set', key, value } as const

  expect(redactEvent(event)).toMatchObject({ value: expected })
})
