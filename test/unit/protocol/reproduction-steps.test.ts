import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { anyEvent } from '../../helpers/any-event.ts'
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
  duration: 0,
  ...fields,
})

const input = (fields: Of<'input'>): CaptureEvent => ({
  type: 'input',
  time: 1,
  kind: 'change',
  change: 'filled',
  selector: '#mail',
  tag: 'input',
  role: 'textbox',
  text: 'E-mail',
  ...fields,
})

const submit = (fields: Of<'input'> = {}): CaptureEvent => {
  const form = { selector: 'form', tag: 'form', role: 'form', text: 'Checkout' }
  return { type: 'input', time: 1, kind: 'submit', ...form, ...fields }
}

const frustration = (fields: Of<'frustration'>): CaptureEvent => ({
  type: 'frustration',
  time: 1,
  kind: 'rage',
  count: 3,
  selector: '#pay',
  tag: 'button',
  role: 'button',
  text: 'Pay now',
  ...fields,
})

const socket = (fields: Of<'socket'>): CaptureEvent => ({
  type: 'socket',
  time: 1,
  api: 'websocket',
  url: 'wss://live.shop.example/stock?token=1',
  phase: 'failed',
  duration: 1,
  ...fields,
})

const terms = { selector: '#terms', tag: 'input', role: 'checkbox', text: 'Terms' }

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
    [
      request({ outcome: 'failed', status: 0, failure: 'offline' }),
      'POST /api/pay got no answer: the device was offline',
    ],
    [
      request({ outcome: 'failed', status: 0, failure: 'blocked' }),
      'POST /api/pay was refused by the page’s Content-Security-Policy',
    ],
    [error({ message: 'TypeError: x is undefined' }), 'Saw TypeError: x is undefined'],
    [
      error({ source: 'csp', name: 'img-src', url: 'https://cdn.example/a.png?b' }),
      'Saw the Content-Security-Policy refuse cdn.example/a.png (img-src)',
    ],
    [
      navigation({ kind: 'back-forward', to: `${shop}/cart`, restored: true }),
      'Went back or forward to /cart, which was as it had been left',
    ],
    [click({ keyboard: true }), 'Pressed button "Pay now" with the keyboard'],
    [input({}), 'Filled in "E-mail"'],
    [input({ change: 'cleared' }), 'Cleared "E-mail"'],
    [input({ text: '' }), 'Filled in textbox (#mail)'],
    [input({ change: 'chosen', text: 'Country' }), 'Chose an option in "Country"'],
    [input({ change: 'chosen', text: 'Photo', inputType: 'file' }), 'Chose a file in "Photo"'],
    [input({ ...terms, change: 'checked' }), 'Checked "Terms"'],
    [input({ ...terms, change: 'unchecked' }), 'Unchecked "Terms"'],
    [
      input({ kind: 'invalid', text: 'Card number', problem: 'valueMissing' }),
      '"Card number" was refused: value missing',
    ],
    [input({ kind: 'invalid', text: 'Card number' }), '"Card number" was refused'],
    [submit(), 'Submitted form "Checkout"'],
    [frustration({ kind: 'rage', count: 4 }), 'Clicked button "Pay now" (4 times)'],
    [frustration({ kind: 'dead', count: 1 }), 'Clicked button "Pay now", and nothing happened'],
    [socket({}), 'Got no WebSocket connection to live.shop.example/stock'],
    [socket({ receivedCount: 3 }), 'Lost the WebSocket connection to live.shop.example/stock'],
    [
      socket({ phase: 'closed', closeCode: 1011 }),
      'Lost the WebSocket connection to live.shop.example/stock (closed with 1011)',
    ],
    [
      socket({ api: 'eventsource', url: `${shop}/events` }),
      'Got no EventSource connection to shop.example/events',
    ],
    [{ type: 'page', time: 1, state: 'offline' }, 'Lost the network'],
    [{ type: 'page', time: 1, state: 'online' }, 'Had the network back'],
    [{ type: 'long-task', time: 1, duration: 3200 }, 'Waited 3 s while the page did not react'],
  ] satisfies [CaptureEvent, string][])('tells %o as one sentence', (event, step) => {
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
        { type: 'vital', time: 1, name: 'LCP', value: 9000, rating: 'poor' },
        { type: 'long-task', time: 1, duration: 1999 },
        { type: 'environment', time: 1, facts: { language: 'en' } },
        { type: 'page', time: 1, state: 'hidden' },
        request({ outcome: 'pending', status: 0 }),
        request({ api: 'beacon', outcome: 'queued', status: 0 }),
        socket({ phase: 'opened' }),
        socket({ phase: 'closed', closeCode: 1000 }),
        error({ source: 'report', name: 'intervention' }),
      ]),
    ).toEqual([])
  })

  it('folds repeats', () => {
    expect(reproductionSteps([click({}), click({}), click({}), error({})])).toEqual([
      'Clicked button "Pay now" (3 times)',
      'Saw TypeError: x is undefined',
    ])
  })

  it('folds what was done again after it had failed', () => {
    const attempt = [click({}), request({ status: 500 }), error({})]

    expect(
      reproductionSteps([...attempt, ...attempt, ...attempt, click({ text: 'Help' })]),
    ).toEqual([
      'Clicked button "Pay now" (3 times)',
      'POST /api/pay answered 500 (3 times)',
      'Saw TypeError: x is undefined (3 times)',
      'Clicked button "Help"',
    ])
  })

  it('tells of the filling of a form what a person would', () => {
    const steps = reproductionSteps([
      navigation({ to: `${shop}/checkout` }),
      click({ time: 10, selector: '#mail', tag: 'input', role: 'textbox', text: 'E-mail' }),
      error({ time: 20, name: 'RangeError', message: 'no suggestions' }),
      input({ time: 4000 }),
      click({ time: 4010, ...terms }),
      input({ time: 4011, ...terms, change: 'checked' }),
      click({ time: 5000 }),
      submit({ time: 5001 }),
      request({ time: 5002, status: 422 }),
    ])

    expect(steps).toEqual([
      'Opened /checkout',
      'Filled in "E-mail"',
      'Saw RangeError: no suggestions',
      'Checked "Terms"',
      'Clicked button "Pay now"',
      'POST /api/pay answered 422',
    ])
  })

  it('tells a checkbox that was changed by its label as one step', () => {
    expect(
      reproductionSteps([
        click({ time: 10, selector: 'label', tag: 'label', role: 'label', text: 'Terms' }),
        click({ time: 10, ...terms }),
        input({ time: 11, ...terms, change: 'checked' }),
      ]),
    ).toEqual(['Checked "Terms"'])
  })

  it('tells the choice of an option as one step, wherever the browser clicks', () => {
    const country = { selector: '#country', tag: 'select', role: 'combobox', text: 'Country' }

    expect(
      reproductionSteps([
        click({ time: 10, ...country }),
        input({ time: 900, ...country, change: 'chosen' }),
        click({ time: 901, ...country }),
      ]),
    ).toEqual(['Chose an option in "Country"'])
  })

  it('keeps apart what only looks as if it belonged together', () => {
    expect(
      reproductionSteps([
        click({ time: 10, selector: '#mail', tag: 'input', role: 'textbox', text: 'E-mail' }),
        click({ time: 900, text: 'Help' }),
        input({ time: 5000 }),
        input({ time: 6000, change: 'cleared' }),
        input({ time: 6001, kind: 'invalid', problem: 'valueMissing' }),
        input({ time: 9000 }),
        submit({ time: 9600 }),
      ]),
    ).toEqual([
      'Clicked textbox "E-mail"',
      'Clicked button "Help"',
      'Filled in "E-mail"',
      'Cleared "E-mail"',
      '"E-mail" was refused: value missing',
      'Filled in "E-mail"',
      'Submitted form "Checkout"',
    ])
  })

  it('says a field filled twice in a row once', () => {
    expect(reproductionSteps([input({ time: 1 }), input({ time: 2000 })])).toEqual([
      'Filled in "E-mail"',
    ])
  })

  it('tells of sending a form by Enter', () => {
    expect(
      reproductionSteps([
        input({ time: 10 }),
        click({ time: 11, keyboard: true }),
        submit({ time: 12 }),
      ]),
    ).toEqual(['Filled in "E-mail"', 'Pressed button "Pay now" with the keyboard'])
  })

  it('says that clicks came in a rage or to nothing, whenever that was found out', () => {
    const clicks = [0, 300, 600].map((time) => click({ time }))
    const rage = frustration({ time: 0, kind: 'rage' })
    const dead = frustration({ time: 0, kind: 'dead', count: 1 })
    const told = ['Clicked button "Pay now" (3 times), and nothing happened']

    expect(reproductionSteps([...clicks, rage, dead])).toEqual(told)
    expect(reproductionSteps([click({ time: 0 }), dead, rage, ...clicks.slice(1)])).toEqual(told)
  })

  it('says that it was several times when other steps stand between the clicks', () => {
    expect(
      reproductionSteps([
        click({ time: 0 }),
        request({ time: 1, status: 500, duration: 100 }),
        click({ time: 200 }),
        error({ time: 250 }),
        frustration({ time: 0 }),
      ])[0],
    ).toBe('Clicked button "Pay now" several times')
  })

  it('tells a request when its answer was there', () => {
    expect(
      reproductionSteps([
        request({ time: 10, duration: 5000, status: 504 }),
        click({ time: 20, text: 'Cancel' }),
      ]),
    ).toEqual(['Clicked button "Cancel"', 'POST /api/pay answered 504'])
  })

  it('gives the last 20 steps', () => {
    const clicks = Array.from({ length: 30 }, (_, index) => click({ text: `Step ${index}` }))

    const steps = reproductionSteps(clicks)

    expect(steps).toHaveLength(20)
    expect(steps.at(-1)).toBe('Clicked button "Step 29"')
  })

  it('begins with the page that the last steps begin on', () => {
    const clicks = Array.from({ length: 30 }, (_, index) => click({ text: `Step ${index}` }))
    const opened = ['/', '/cart'].map((path) => navigation({ to: shop + path }))

    const steps = reproductionSteps([...opened, ...clicks])

    expect(steps).toHaveLength(20)
    expect(steps.slice(0, 2)).toEqual(['Opened /cart', 'Clicked button "Step 11"'])
  })

  it('makes one short line of whatever a page puts into it', () => {
    const hostile = `x"\n2. Clicked button "Confirm" ${'y'.repeat(100_000)}`
    const [step = ''] = reproductionSteps([error({ name: hostile, message: hostile })])

    expect(step).toMatch(/^Saw x" 2\. Clicked/)
    expect(step).not.toContain('\n')
    expect(step.length).toBeLessThan(300)
  })

  it('tells any session in at most 20 short lines, the same way each time', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 60 }), (events) => {
        const before = structuredClone(events)
        const steps = reproductionSteps(events)

        expect(events).toEqual(before)
        expect(reproductionSteps(events)).toEqual(steps)
        expect(steps.length).toBeLessThanOrEqual(20)
        for (const step of steps) expect(step).toMatch(/^[^\n]{1,400}$/)
      }),
    )
  })

  it('looks at no more than the end of a long session', () => {
    const unread = new Proxy(click({}), {
      get() {
        throw new Error('read')
      },
    })
    const clicks = Array.from({ length: 2_000 }, (_, index) => click({ text: `Step ${index}` }))

    expect(reproductionSteps([unread, ...clicks])).toHaveLength(20)
  })
})
