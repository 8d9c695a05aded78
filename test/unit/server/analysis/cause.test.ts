import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { fromWireEntry, type Json } from 'casefile/protocol'

import { analyse, at } from './evidence.ts'

describe('the offline analysis', () => {
  it('tells the story of a failed checkout', async () => {
    const { summary, probableCause, evidence, steps } = await analyse(
      [
        at(0).open('/checkout'),
        at(1000).click('Pay now'),
        at(1010).request('/api/checkout', { status: 500, duration: 40 }),
        at(1060).error("Cannot read properties of undefined (reading 'id')", {
          url: 'http://shop.test/assets/checkout.js?v=1',
          line: 12,
        }),
      ],
      { description: 'Checkout button does nothing' },
    )

    expect(summary).toBe(
      `"Pay now" was clicked; POST /api/checkout answered 500, then TypeError: Cannot read properties of undefined (reading 'id').`,
    )
    expect(probableCause).toBe(
      `The server failed: POST /api/checkout answered 500. The page did not cope with that: TypeError: Cannot read properties of undefined (reading 'id') (checkout.js:12).`,
    )
    expect(evidence.map(({ entryId }) => entryId)).toEqual(['e1', 'e2', 'e3'])
    expect(steps[1]).toBe('Clicked button "Pay now"')
  })

  it('ends a text that was cut once', async () => {
    const { summary, probableCause } = await analyse([at(0).error('too long '.repeat(60))], {
      description: 'It broke',
    })

    expect(summary).toMatch(/o…$/)
    expect(probableCause).toMatch(/o…$/)
  })

  it.each([
    ['an exception', at(1010).error('x is not a function'), /code threw.*x is not a function/],
    [
      'a rejection',
      at(1010).error('Timed out', { source: 'unhandledrejection', name: 'Error' }),
      /promise was rejected.*Error: Timed out/,
    ],
    ['a refusal', at(1010).request('/api/x', { status: 403 }), /refused.*403.*may not/],
    ['a missing thing', at(1010).request('/api/x', { status: 404 }), /404.*does not exist/],
    [
      'a dead connection',
      at(1010).request('/api/x', { status: 0, outcome: 'failed' }),
      /got no answer.*CORS/,
    ],
    [
      'a timeout',
      at(1010).request('/api/x', { status: 0, outcome: 'timeout', duration: 8000 }),
      /no answer within 8\.0 s/,
    ],
    ['a slow answer', at(1010).request('/api/x', { duration: 3001 }), /took 3\.0 s/],
    [
      'a missing script',
      at(1010).error('', { source: 'resource', name: 'script', url: 'http://shop.test/a.js' }),
      /script \/a\.js did not load/,
    ],
    ['a console error', at(1010).console('Payment widget failed'), /console said.*Payment widget/],
    [
      'a full storage',
      at(1010).error('The quota has been exceeded.', { name: 'QuotaExceededError' }),
      /storage was full/,
    ],
  ])('names %s', async (_what, event, expected) => {
    const { probableCause } = await analyse([at(1000).click('Go'), event])

    expect(probableCause).toMatch(expected)
  })

  it.each([
    ['an answer in time', at(1010).request('/api/x', { duration: 3000 })],
    ['an aborted request', at(1010).request('/api/x', { status: 0, outcome: 'aborted' })],
    ['a warning', at(1010).console('careful', { level: 'warn', method: 'warn' })],
    ['a stored value', at(1010).storage('cart')],
  ])('finds nothing wrong with %s', async (_what, event) => {
    const { probableCause, evidence, summary } = await analyse([at(1000).click('Go'), event])

    expect(probableCause).toBeNull()
    expect(evidence).toEqual([])
    expect(summary).toContain('No error')
    expect(summary).toContain('The last step was: Clicked button "Go".')
  })

  it('believes the words of the person more than the loudest error', async () => {
    const events = [
      at(1000).error('ads is undefined'),
      at(5000).click('Add to cart'),
      at(5010).request('/api/wishlist', { status: 404 }),
      at(8000).error('tracker blocked'),
    ]

    const { probableCause } = await analyse(events, { description: 'My wishlist stays empty' })

    expect(probableCause).toContain('/api/wishlist')
  })

  it('prefers what followed the last click', async () => {
    const { probableCause } = await analyse([
      at(0).click('Search'),
      at(10).error('from the search'),
      at(8000).click('Save'),
      at(8010).error('from saving'),
    ])

    expect(probableCause).toContain('from saving')
  })

  it('does not blame the requests of other sites first', async () => {
    const { probableCause } = await analyse([
      at(0).open('/'),
      at(1000).click('Go'),
      at(1010).request('https://ads.example/collect', { status: 0, outcome: 'failed' }),
      at(1020).request('/api/search', { status: 400 }),
    ])

    expect(probableCause).toContain('/api/search')
  })

  it('does not say that a page which logged a failure missed it', async () => {
    const { probableCause } = await analyse([
      at(1000).click('Place order'),
      at(1010).request('/api/orders', { status: 500 }),
      at(1060).console('Checkout failed: Error: no stock (500)'),
    ])

    expect(probableCause).toBe(
      'The server failed: POST /api/orders answered 500. The page noticed: the console said “Checkout failed: Error: no stock (500)”.',
    )
  })

  it('names the answer that an error came right after', async () => {
    const { probableCause, evidence } = await analyse([
      at(1000).click('Sign up'),
      at(1010).request('/api/newsletter', { status: 204, duration: 30 }),
      at(1045).error('Unexpected end of JSON input', {
        source: 'unhandledrejection',
        name: 'SyntaxError',
      }),
    ])

    expect(probableCause).toMatch(/It came right after POST \/api\/newsletter answered 204\.$/)
    expect(evidence.map(({ entryId }) => entryId)).toEqual(['e0', 'e1', 'e2'])
  })

  it('points at what the page keeps when nothing failed and the report is about it', async () => {
    const events = [at(0).storage('shop.cart'), at(10).storage('theme'), at(5000).open('/cart')]

    const { probableCause, evidence } = await analyse(events, {
      description: 'My cart shows the old price',
    })

    expect(probableCause).toContain('keeps “shop.cart” in local storage')
    expect(evidence.map(({ entryId }) => entryId)).toEqual(['e0'])
  })

  it('does not blame a missing image for everything', async () => {
    const events = [
      at(0).error('', { source: 'resource', name: 'img', url: 'http://shop.test/kettle.svg' }),
      at(1).storage('shop.cart'),
    ]

    const unrelated = await analyse(events, { description: 'Just saying hello' })
    const named = await analyse(events, { description: 'I see no kettle' })
    const other = await analyse(events, { description: 'My cart is wrong' })

    expect(unrelated.probableCause).toBeNull()
    expect(unrelated.summary).toContain('only this: the image /kettle.svg did not load.')
    expect(named.probableCause).toBe(
      'The image /kettle.svg did not load: it is missing or blocked.',
    )
    expect(other.probableCause).toContain('shop.cart')
  })

  it('folds the same fault with other numbers into one', async () => {
    const { summary, evidence } = await analyse(
      [1, 2, 3].map((count) => at(count * 1000).error(`Order ${count}00 failed at 12:0${count}`)),
    )

    expect(summary).toContain('This happened 3 times.')
    expect(evidence).toHaveLength(3)
  })

  it('says how many other problems there were', async () => {
    const { summary } = await analyse([
      at(0).error('first thing', { source: 'resource', name: 'img', url: '/a.png' }),
      at(9000).click('Go'),
      at(9010).error('the real thing'),
    ])

    expect(summary).toContain('1 other problem was recorded.')
  })

  it('says the same about the same evidence', async () => {
    const events = [at(0).click('A'), at(1).request('/x', { status: 500 }), at(2).error('y')]

    expect(await analyse(events)).toEqual(await analyse(events))
  })

  it('keeps strangers’ text short and in one line', async () => {
    const { summary, probableCause, evidence } = await analyse([
      at(0).click('x'.repeat(5000)),
      at(1).error(`a\n\n# b ${'y'.repeat(100_000)}`),
    ])

    expect(summary.length).toBeLessThan(700)
    expect(probableCause?.length).toBeLessThan(700)
    expect(summary).not.toContain('\n')
    for (const { title } of evidence) expect(title.length).toBeLessThanOrEqual(200)
  })

  it('takes whatever clients send', async () => {
    const json = fc.jsonValue() as fc.Arbitrary<Json>
    const fields = fc.dictionary(
      fc.constantFrom('kind', 'message', 'url', 'status', 'selector', 'text', 'name', 'duration'),
      fc.oneof(json, fc.constantFrom('click', 'error', 'network', 'navigation')),
    )
    const entry = fc.record({
      type: fc.constantFrom('console', 'network', 'storage'),
      level: fc.constantFrom('error', 'warn', 'info', 'debug'),
      payload: fields,
      timestamp: fc.constant('2026-02-27T12:00:00.000Z'),
      eventType: fc.constantFrom('log', 'click', 'navigation'),
      eventMetadata: fields,
    })

    await fc.assert(
      fc.asyncProperty(fc.array(entry, { maxLength: 6 }), fc.string(), async (entries, words) => {
        const { impactScore, evidence } = await analyse(entries.map(fromWireEntry), {
          description: words,
        })
        expect(impactScore).toBeGreaterThanOrEqual(0)
        expect(impactScore).toBeLessThanOrEqual(100)
        expect(evidence.length).toBeLessThanOrEqual(20)
      }),
      { numRuns: 200 },
    )
  })
})
