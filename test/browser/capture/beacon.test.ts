import { describe, expect, inject, it, onTestFinished, vi } from 'vitest'

import { captureBeacon } from '../../../src/capture/beacon.ts'
import { collectEvents } from '../../helpers/collect-events.ts'
import { networkOptions } from '../../helpers/network-options.ts'

const server = inject('answeringServer')

const install = () =>
  collectEvents('network', (emit) => captureBeacon(emit, networkOptions().options))

describe('records', () => {
  it('a beacon that the browser took over', () => {
    const { events } = install()

    navigator.sendBeacon(`${server}/seen`, 'zwölf')

    expect(events).toEqual([
      {
        type: 'network',
        time: expect.any(Number),
        api: 'beacon',
        method: 'POST',
        url: `${server}/seen`,
        outcome: 'queued',
        status: 0,
        duration: expect.any(Number),
        requestBytes: 6,
        initiator: expect.stringContaining('beacon.test.ts'),
      },
    ])
  })

  it('a beacon that is too large as failed', () => {
    const { events } = install()

    expect(navigator.sendBeacon(`${server}/seen`, 'x'.repeat(70_000))).toBe(false)

    expect(events).toMatchObject([{ outcome: 'failed', requestBytes: 70_000 }])
  })

  it('nothing that goes to an ignored address', () => {
    const { events } = install()

    navigator.sendBeacon(`${server}/ours/logs`)

    expect(events).toEqual([])
  })
})

describe('leaves the page as it was', () => {
  const refusal = (call: () => unknown) => {
    try {
      return call()
    } catch (error) {
      return String(error)
    }
  }

  it.each<[string, unknown[], unknown]>([
    ['no argument', [], undefined],
    ['an address of another kind', ['ftp://example.com'], undefined],
    ['a receiver of another kind', [`${server}/seen`], {}],
  ])('refuses %s in the same words', (_name, args, receiver = navigator) => {
    const call = () => Reflect.apply(navigator.sendBeacon, receiver, args)
    const before = refusal(call)

    const { events } = install()

    expect(refusal(call)).toBe(before)
    expect(before).toContain('TypeError')
    expect(events).toEqual([])
  })

  it('keeps the shape of the function', () => {
    install()

    const { name, length } = navigator.sendBeacon
    expect({ name, length }).toEqual({ name: 'sendBeacon', length: 1 })
    expect(String(navigator.sendBeacon)).toContain('[native code]')
    expect(Object.hasOwn(navigator, 'sendBeacon')).toBe(false)
  })
})

describe('uninstalls', () => {
  it('gives back the very function it found', () => {
    const before = Navigator.prototype.sendBeacon

    const { uninstall } = install()
    expect(Navigator.prototype.sendBeacon).not.toBe(before)
    uninstall()
    uninstall()

    expect(Navigator.prototype.sendBeacon).toBe(before)
  })
})

describe('survives its own failure', () => {
  it('answers the page when emit throws', () => {
    const fail = vi.fn(() => {
      throw new Error('ours')
    })
    onTestFinished(captureBeacon(fail, networkOptions().options))

    expect(navigator.sendBeacon(`${server}/seen`)).toBe(true)
    expect(fail).toHaveBeenCalledTimes(1)
  })
})
