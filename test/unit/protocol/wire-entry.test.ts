import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { fromWireEntry, toWireEntry } from '../../../src/protocol/index.ts'
import type { RecordedEvent, WireEntry } from '../../../src/protocol/index.ts'
import { anyEvent } from '../../helpers/any-event.ts'

const overTheWire = (entry: WireEntry): WireEntry => JSON.parse(JSON.stringify(entry))

describe('toWireEntry and fromWireEntry', () => {
  it('give every event back as it was, through JSON', () => {
    fc.assert(
      fc.property(anyEvent, (event) => {
        expect(fromWireEntry(overTheWire(toWireEntry(event)))).toEqual(event)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('toWireEntry', () => {
  it('makes only entries of the documented shape', () => {
    fc.assert(
      fc.property(anyEvent, (event) => {
        const entry = toWireEntry(event)

        expect(Object.keys(entry).sort()).toEqual(
          ['eventMetadata', 'eventType', 'level', 'payload', 'timestamp', 'type'].sort(),
        )
        expect(['console', 'network', 'storage']).toContain(entry.type)
        expect(['error', 'warn', 'info', 'debug']).toContain(entry.level)
        expect(['log', 'click', 'navigation']).toContain(entry.eventType)
        expect(entry.timestamp).toBe(new Date(event.time).toISOString())
      }),
    )
  })

  it('writes a request as a reader of the API expects it', () => {
    const event: RecordedEvent = {
      type: 'network',
      time: Date.UTC(2026, 0, 2, 3, 4, 5, 6),
      api: 'fetch',
      method: 'POST',
      url: 'https://shop.example/pay',
      outcome: 'completed',
      status: 500,
      duration: 120,
      seq: 7,
      tabId: 't1',
    }

    expect(toWireEntry(event)).toEqual({
      type: 'network',
      level: 'error',
      payload: {
        api: 'fetch',
        method: 'POST',
        url: 'https://shop.example/pay',
        outcome: 'completed',
        status: 500,
        durationMs: 120,
      },
      timestamp: '2026-01-02T03:04:05.006Z',
      eventType: 'log',
      eventMetadata: { kind: 'network', seq: 7, tabId: 't1' },
    })
  })

  it.each([NaN, Infinity, 9e15])('takes a time of %s without throwing', (time) => {
    const entry = toWireEntry({ type: 'loss', time, reason: 'rate', count: 1, seq: 0, tabId: '' })

    expect(entry.timestamp).toBe('1970-01-01T00:00:00.000Z')
  })
})

describe('fromWireEntry', () => {
  const foreign = (fields: object): WireEntry => ({
    type: 'console',
    level: 'info',
    payload: {},
    timestamp: '2026-01-02T03:04:05.006Z',
    eventType: 'log',
    eventMetadata: {},
    ...fields,
  })

  it('reads an entry of another client as the nearest kind', () => {
    expect(
      fromWireEntry(foreign({ level: 'error', payload: { message: 'Payment failed' } })),
    ).toMatchObject({ type: 'console', level: 'error', method: 'error', message: 'Payment failed' })
    expect(
      fromWireEntry(foreign({ type: 'network', payload: { url: '/pay', status: 500 } })),
    ).toMatchObject({ type: 'network', url: '/pay', method: 'GET', outcome: 'completed' })
    expect(
      fromWireEntry(foreign({ eventType: 'click', eventMetadata: { selector: '#pay' } })),
    ).toMatchObject({ type: 'click', selector: '#pay', text: '' })
  })

  it('shows the payload of a foreign entry that has no message', () => {
    expect(fromWireEntry(foreign({ payload: { code: 7 } }))).toMatchObject({
      message: '{"code":7}',
    })
  })

  it('reads any JSON at all without throwing, as an event that sorts and prints', () => {
    const anything = fc.jsonValue()
    const kinds = fc.constantFrom('console', 'error', 'network', 'storage', 'click', 'loss', 'x')
    const hostile = fc.record(
      {
        type: fc.oneof(anything, kinds),
        level: anything,
        payload: fc.oneof(anything, fc.dictionary(fc.string(), anything)),
        timestamp: fc.oneof(anything, fc.string()),
        eventType: fc.oneof(anything, fc.constantFrom('log', 'click', 'navigation')),
        eventMetadata: fc.oneof(anything, fc.record({ kind: kinds, seq: anything })),
      },
      { requiredKeys: [] },
    )

    fc.assert(
      fc.property(hostile, (entry) => {
        const event = fromWireEntry(entry as unknown as WireEntry)

        expect(typeof event.type).toBe('string')
        expect(Number.isFinite(event.time)).toBe(true)
        expect(Number.isFinite(event.seq)).toBe(true)
        expect(() => toWireEntry(event)).not.toThrow()
      }),
      { numRuns: 1000 },
    )
  })

  it('takes a field that is nested too deeply to be printed', () => {
    const deep: unknown = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000))

    expect(fromWireEntry(foreign({ payload: { message: deep } })).type).toBe('console')
  })

  it('takes an object where a date should be', () => {
    expect(fromWireEntry(foreign({ timestamp: { toString: 1, valueOf: 1 } })).time).toBe(0)
  })
})
