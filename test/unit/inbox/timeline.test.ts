import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { CaptureEvent } from 'casefile/protocol'

import { findMarks, MARK_PLACES } from '../../../inbox/src/replay/marks.ts'
import { describeEvent } from '../../../inbox/src/timeline/describe-event.ts'
import { eventDetails } from '../../../inbox/src/timeline/event-details.ts'
import { toRows } from '../../../inbox/src/timeline/timeline-row.ts'
import { toWireEntry } from '../../../src/protocol/index.ts'
import { anyEvent } from '../../helpers/any-event.ts'

const target = { selector: '#pay', tag: 'button', role: 'button', text: 'Pay now' }

const request = (fields: object = {}): CaptureEvent => ({
  type: 'network',
  time: 1,
  api: 'fetch',
  method: 'POST',
  url: 'https://shop.example/api/pay',
  outcome: 'failed',
  status: 0,
  duration: 12,
  ...fields,
})

describe('describeEvent', () => {
  it.each<[CaptureEvent, string, string]>([
    [request({ failure: 'offline' }), 'POST /api/pay', 'offline · 12 ms'],
    [request({ failure: 'cross-origin' }), 'POST /api/pay', 'no answer · 12 ms'],
    [request({ outcome: 'completed', status: 204 }), 'POST /api/pay', '204 · 12 ms'],
    [request({ outcome: 'pending' }), 'POST /api/pay', 'no answer yet · 12 ms'],
    [request({ outcome: 'queued', api: 'beacon' }), 'POST /api/pay', 'handed to the browser'],
    [
      {
        type: 'socket',
        time: 1,
        api: 'websocket',
        url: 'wss://shop.example/live',
        phase: 'failed',
        duration: 4000,
        closeCode: 1006,
        receivedCount: 1,
      },
      'WebSocket failed: shop.example/live',
      '1006 · 4.0 s · 1 message',
    ],
    [
      { type: 'frustration', time: 1, kind: 'dead', count: 2, ...target },
      'Nothing happened after a click on button “Pay now”',
      '2 clicks',
    ],
    [
      { type: 'input', time: 1, kind: 'invalid', problem: 'valueMissing', ...target },
      'Was refused: button “Pay now”',
      'value missing',
    ],
    [{ type: 'click', time: 1, keyboard: true, ...target }, 'Pressed button “Pay now”', 'keyboard'],
    [{ type: 'page', time: 1, state: 'offline' }, 'The network was lost', ''],
    [
      { type: 'vital', time: 1, name: 'CLS', value: 0.314, rating: 'poor' },
      'Cumulative layout shift: 0.31',
      'poor',
    ],
    [
      { type: 'storage', time: 1, area: 'cookie', operation: 'set', key: 'a', by: 'server' },
      'Set a',
      'cookie · server',
    ],
  ])('says %j in one line', (event, title, note) => {
    expect(describeEvent(event)).toMatchObject({ title, note })
  })

  it('says something in one line about any event', () => {
    fc.assert(
      fc.property(anyEvent, (event) => {
        const { title, note } = describeEvent(event)
        expect(`${title} ${note}`).toMatch(/^[^\n]{2,}$/)
        expect(title.length).toBeLessThanOrEqual(400)
      }),
    )
  })
})

describe('a gap', () => {
  const loss = (reason: 'storage' | 'rate', count: number) =>
    describeEvent({ type: 'loss', time: 1, reason, count }).title

  it('says how many entries are missing, and why', () => {
    expect(loss('storage', 120)).toBe(
      '120 entries are missing: there was no room for more on the device',
    )
    expect(loss('rate', 1)).toMatch(/^1 entry is missing: /)
  })

  it('says from where on nobody could count', () => {
    expect(loss('storage', 0)).toMatch(/^From here entries may be missing/)
  })

  it('is marked above the scrub bar, after all else', () => {
    const at = { seq: 1, tabId: 't' }
    const entries = [
      toWireEntry({ type: 'loss', reason: 'storage', count: 3, time: 50, ...at }),
      toWireEntry({ type: 'page', state: 'online', time: 100, ...at }),
    ].map((entry, index) => ({ ...entry, entryId: `${index}` }))

    expect(findMarks(toRows(entries), { start: 0, end: 100 })).toEqual([
      { kind: 'page', places: [MARK_PLACES - 1] },
      { kind: 'loss', places: [Math.round((MARK_PLACES - 1) / 2)] },
    ])
  })
})

describe('eventDetails', () => {
  it('tells the errors behind an error, with their stacks', () => {
    const { blocks } = eventDetails({
      type: 'error',
      time: 1,
      source: 'uncaught',
      name: 'Error',
      message: 'Checkout failed',
      causes: [{ name: 'TypeError', message: 'no stock', stack: 'at f (https://a/b.js:1:2)' }],
    })

    expect(blocks).toEqual([
      { name: 'Message', text: 'Checkout failed' },
      { name: 'Caused by TypeError', text: 'TypeError: no stock' },
      { name: 'Stack of the cause', text: 'at f (https://a/b.js:1:2)', isStack: true },
    ])
  })

  it('tells where the time of a request went, in order', () => {
    const { phases } = eventDetails(
      request({ timings: { download: 3, wait: 90, dns: 0, redirect: 1 } }),
    )

    expect(phases).toEqual([
      { name: 'redirect', duration: 1 },
      { name: 'DNS', duration: 0 },
      { name: 'wait', duration: 90 },
      { name: 'download', duration: 3 },
    ])
  })

  it.each([
    ['offline', 'The device was offline'],
    ['blocked', 'Refused by the page’s Content-Security-Policy'],
    [
      'cross-origin',
      'No answer from another origin: CORS does not allow it, or there is no server',
    ],
  ])('says what a failure called %s means', (failure, words) => {
    const { facts } = eventDetails(request({ failure }))

    expect(facts).toContainEqual({ name: 'Result', value: words })
  })

  it('tells something of any event, and nothing that is not text', () => {
    fc.assert(
      fc.property(anyEvent, (event) => {
        const { facts, blocks } = eventDetails(event)
        for (const { value } of facts) expect(value).toEqual(expect.any(String))
        for (const { text } of blocks) expect(text).toEqual(expect.any(String))
      }),
    )
  })
})

describe('toRows', () => {
  it('makes a row of any entry, each knowing the page it happened on', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 20 }), (events) => {
        const entries = events.map((event, index) => ({
          ...toWireEntry(event),
          entryId: `${index}`,
        }))
        const rows = toRows(entries)

        expect(rows).toHaveLength(events.length)
        for (const { event, pageUrl } of rows) {
          if (event.type === 'navigation') expect(pageUrl).toBe(event.to)
        }
      }),
    )
  })
})
