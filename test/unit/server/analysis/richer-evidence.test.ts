import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { CaptureEvent } from 'casefile/protocol'

import { anyEvent } from '../../../helpers/any-event.ts'
import { analyse, at } from './evidence.ts'

const time = (offset: number) => at(offset).click('').time

const target = { selector: '#pay', tag: 'button', role: 'button', text: 'Pay' }

const frustration = (offset: number, kind: 'rage' | 'dead' | 'error', count = 1): CaptureEvent => ({
  type: 'frustration',
  time: time(offset),
  kind,
  count,
  ...target,
})

const page = (offset: number, state: 'offline' | 'online'): CaptureEvent => ({
  type: 'page',
  time: time(offset),
  state,
})

const longTask = (offset: number, duration: number): CaptureEvent => ({
  type: 'long-task',
  time: time(offset),
  duration,
  script: 'cart.js:total',
})

const invalid = (offset: number): CaptureEvent => ({
  type: 'input',
  time: time(offset),
  kind: 'invalid',
  problem: 'valueMissing',
  selector: '#card',
  tag: 'input',
  role: 'textbox',
  text: 'Card number',
})

const socket = (offset: number): CaptureEvent => ({
  type: 'socket',
  time: time(offset),
  api: 'websocket',
  url: 'wss://live.shop.test/stock?token=1',
  phase: 'failed',
  duration: 4000,
  closeCode: 1006,
})

describe('the offline analysis', () => {
  it('believes the page that a click had no effect, also when entries followed', async () => {
    const { summary, probableCause, evidence } = await analyse([
      at(5000).click('Pay'),
      frustration(5000, 'dead'),
      at(5400).request('/api/poll'),
    ])

    expect(summary).toBe('Nothing followed a click on "Pay".')
    expect(probableCause).toContain('has no handler')
    expect(evidence.map(({ entryId }) => entryId)).toEqual(['e0', 'e1'])
  })

  it('counts the clicks in a rage, and the entry that says so not', async () => {
    const { summary, evidence } = await analyse([
      ...[5000, 5300, 5600].map((offset) => at(offset).click('Pay')),
      frustration(5000, 'dead', 3),
    ])

    expect(summary).toContain('It was clicked 3 times.')
    expect(evidence).toHaveLength(4)
  })

  it('explains clicks in a rage by what failed between them', async () => {
    const { probableCause } = await analyse(
      [
        at(5000).click('Pay'),
        frustration(5000, 'rage', 3),
        at(5010).request('/api/pay', { status: 500 }),
        at(5300).click('Pay'),
        at(5600).click('Pay'),
      ],
      { description: 'I cannot pay' },
    )

    expect(probableCause).toMatch(/^The server failed: POST \/api\/pay answered 500\./)
  })

  it('prefers the error of which the page saw that it followed a click', async () => {
    const { probableCause } = await analyse([
      at(8000).click('Pay'),
      at(8010).error('no stock'),
      frustration(8000, 'error'),
      at(9000).error('tracker is gone'),
    ])

    expect(probableCause).toContain('no stock')
  })

  it('names the deepest cause of an error, and where it was thrown', async () => {
    const stack = 'TypeError: no stock\n    at reserve (http://shop.test/assets/stock.js:7:3)'
    const { probableCause } = await analyse([
      at(1000).click('Pay'),
      at(1010).error('Checkout failed', {
        name: 'Error',
        source: 'captured',
        stack: 'Error: Checkout failed\n    at pay (http://shop.test/assets/pay.js:3:9)',
        causes: [
          { name: 'Error', message: 'Order refused' },
          { name: 'TypeError', message: 'no stock', stack },
        ],
      }),
    ])

    expect(probableCause).toBe(
      'The page reported an error: Error: Checkout failed (pay.js:3). Behind it: TypeError: no stock (stock.js:7).',
    )
  })

  it('keeps the same words from different code apart', async () => {
    const from = (file: string) => ({ stack: `at f (http://shop.test/${file}:1:1)` })
    const { evidence, summary } = await analyse([
      at(1000).error('failed', from('a.js')),
      at(2000).error('failed', from('b.js')),
    ])

    expect(evidence).toHaveLength(2)
    expect(summary).not.toContain('twice')
  })

  it.each([
    ['offline', /POST \/api\/x got no answer: the device was offline\.$/],
    ['blocked', /POST \/api\/x was refused by the page’s Content-Security-Policy\.$/],
    ['cross-origin', /shop\.test\/api\/x is another origin, which does not allow it \(CORS\)/],
    ['network', /the server was not reached, the connection broke/],
  ] as const)('says what it knows of a failure called %s', async (failure, expected) => {
    const { probableCause } = await analyse([
      at(1000).click('Go'),
      at(1010).request('/api/x', { outcome: 'failed', status: 0, failure }),
    ])

    expect(probableCause).toMatch(expected)
  })

  it('finds the request that had no answer yet', async () => {
    const { probableCause } = await analyse([
      at(1000).click('Go'),
      at(1010).request('/api/x', { outcome: 'pending', status: 0, duration: 8990 }),
    ])

    expect(probableCause).toContain('had no answer yet after 9.0 s')
  })

  it.each<[string, CaptureEvent[], string]>([
    [
      'a socket that broke',
      [socket(9000)],
      'The WebSocket connection to live.shop.test/stock broke (1006)',
    ],
    [
      'a time without network',
      [page(2000, 'offline'), page(8000, 'online')],
      'was offline for 6.0 s',
    ],
    ['a network that did not come back', [page(4000, 'offline')], 'was offline for 6.0 s'],
    ['a page that hangs', [longTask(5000, 3200)], 'kept busy for 3.2 s by cart.js:total'],
    [
      'a form that is not sent',
      [at(9000).click('Pay'), invalid(9001)],
      '"Card number" was refused: value missing',
    ],
    [
      'a script that the page’s policy refuses',
      [
        at(100).error('Refused to load', {
          source: 'csp',
          name: 'script-src-elem',
          url: 'https://cdn.test/pay.js?k=1',
        }),
      ],
      'refused cdn.test/pay.js (script-src-elem)',
    ],
  ])('names %s, and cites it', async (_what, events, expected) => {
    const { probableCause, evidence } = await analyse(events)

    expect(probableCause).toContain(expected)
    expect(evidence).toHaveLength(events.length)
  })

  it.each<[string, CaptureEvent[]]>([
    ['a short task', [longTask(5000, 400)]],
    ['a change of network', [page(2000, 'offline'), page(2400, 'online')]],
    [
      'a field that was mended',
      [invalid(1000), { type: 'input', time: time(5000), kind: 'submit', ...target }],
    ],
    [
      'a slow reaction',
      [{ type: 'vital', time: time(1), name: 'INP', value: 850, rating: 'poor' }],
    ],
  ])('does not blame %s', async (_what, events) => {
    expect((await analyse(events)).probableCause).toBeNull()
  })

  it('names what is slow when the report is about that', async () => {
    const events: CaptureEvent[] = [
      { type: 'vital', time: time(1), name: 'INP', value: 850, rating: 'poor', selector: '#menu' },
    ]

    const { probableCause } = await analyse(events, { description: 'Everything is so slow' })

    expect(probableCause).toBe('The page reacts slowly: the page took 850 ms to react on #menu.')
  })

  it('says something about any session, and cites only what is in it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyEvent, { maxLength: 12 }),
        fc.string(),
        async (events, words) => {
          const { evidence, summary } = await analyse(events, { description: words })

          expect(summary).toMatch(/\S/)
          for (const { entryId } of evidence)
            expect(Number(entryId.slice(1))).toBeLessThan(events.length)
        },
      ),
    )
  })
})
