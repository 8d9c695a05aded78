import { describe, expect, it } from 'vitest'

import { reproductionSteps } from '../../../src/protocol/index.ts'
import type { CaptureEvent } from '../../../src/protocol/index.ts'

type Of<Type extends CaptureEvent['type']> = Partial<Extract<CaptureEvent, { type: Type }>>

const shop = 'https://shop.example'

const navigation = (fields: Of<'navigation'>): CaptureEvent => ({
  type: 'navigation',
  time: 1,
  kind: 'load',
  from: '',
  to: `${shop}/`,
  ...fields,
})

const click = (fields: Of<'click'>): CaptureEvent => ({
  type: 'click',
  time: 1,
  selector: '#pay',
  tag: 'button',
  role: 'button',
  text: 'Pay now',
  ...fields,
})

const error = (fields: Of<'error'>): CaptureEvent => ({
  type: 'error',
  time: 1,
  source: 'uncaught',
  name: 'TypeError',
  message: 'x is undefined',
  ...fields,
})

const request = (fields: Of<'network'>): CaptureEvent => ({
  type: 'network',
  time: 1,
  api: 'fetch',
  method: 'POST',
  url: `${shop}/api/pay?id=1`,
  outcome: 'completed',
  status: 200,
  duration: 1,
  ...fields,
})

describe('reproductionSteps', () => {
  it('tells what a person did and saw, in order', () => {
    const steps = reproductionSteps([
      navigation({ to: `${shop}/checkout?step=1` }),
      click({}),
      request({ status: 500 }),
      error({}),
    ])

    expect(steps).toEqual([
      'Opened /checkout',
      'Clicked button "Pay now"',
      'POST /api/pay answered 500',
      'Saw TypeError: x is undefined',
    ])
  })

  it.each([
    [navigation({ kind: 'reload' }), 'Reloaded /'],
    [navigation({ kind: 'back-forward', to: `${shop}/cart` }), 'Went back or forward to /cart'],
    [navigation({ kind: 'pop', to: `${shop}/cart` }), 'Went back or forward to /cart'],
    [navigation({ kind: 'push', to: `${shop}/cart` }), 'Opened /cart'],
    [navigation({ kind: 'hash', to: `${shop}/?a#/cart?b` }), 'Opened /#/cart'],
    [navigation({ to: shop }), `Opened ${shop}`],
    [navigation({ to: '' }), 'Opened a page'],
    [click({ text: '' }), 'Clicked button (#pay)'],
    [error({ source: 'resource', name: 'img', url: `${shop}/a.png` }), 'Did not get img /a.png'],
    [error({ name: '' }), 'Saw Error: x is undefined'],
    [request({ outcome: 'failed', status: 0 }), 'POST /api/pay got no answer'],
    [request({ outcome: 'timeout', status: 0 }), 'POST /api/pay got no answer'],
  ])('tells %o as one sentence', (event, step) => {
    expect(reproductionSteps([event])).toEqual([step])
  })

  it('leaves out what a person neither did nor saw', () => {
    expect(
      reproductionSteps([
        navigation({ kind: 'replace' }),
        request({}),
        request({ outcome: 'aborted', status: 0 }),
        { type: 'console', time: 1, level: 'error', method: 'error', message: 'x', args: [] },
        { type: 'storage', time: 1, area: 'local', operation: 'clear' },
        { type: 'loss', time: 1, reason: 'rate', count: 3 },
      ]),
    ).toEqual([])
  })

  it('folds repeats', () => {
    expect(reproductionSteps([click({}), click({}), click({}), error({})])).toEqual([
      'Clicked button "Pay now" (3 times)',
      'Saw TypeError: x is undefined',
    ])
  })

  it('gives the last 20 steps', () => {
    const clicks = Array.from({ length: 30 }, (_, index) => click({ text: `Step ${index}` }))

    const steps = reproductionSteps(clicks)

    expect(steps).toHaveLength(20)
    expect(steps.at(-1)).toBe('Clicked button "Step 29"')
  })
})
