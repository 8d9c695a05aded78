import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest'

import { captureStorage } from '../../../src/capture/storage.ts'
import type { Emit } from '../../../src/capture/types.ts'
import { captureUnseenStorage } from '../../../src/capture/unseen-storage.ts'
import { createSubscribers } from '../../../src/lib/subscribers.ts'
import type { CaptureEvent } from '../../../src/protocol/index.ts'
import { collectEvents } from '../../helpers/collect-events.ts'

/** Both parts of the source, connected as they are on a page. */
function install() {
  const flushes = createSubscribers<boolean>()
  const subscribers = createSubscribers<CaptureEvent>()
  const options = {
    ignoreKey: (key: string) => key.startsWith('casefile'),
    keepsValue: (key: string) => key === 'theme',
    subscribe: subscribers.add,
    onFlush: flushes.add,
  }
  const connect = (emit: Emit): Emit => {
    return (event) => {
      emit(event)
      subscribers.tell(event)
    }
  }
  const collected = collectEvents('storage', (emit) => {
    const uninstallers = [
      captureStorage(connect(emit), options),
      captureUnseenStorage(connect(emit), options),
    ]
    return () => uninstallers.forEach((uninstall) => uninstall())
  })
  return {
    ...collected,
    flush: () => flushes.tell(false),
    click: () => subscribers.tell({ type: 'click', time: 0, selector: 'a', tag: 'a', text: '' }),
  }
}

const brief = (events: { area: string; operation: string; key?: string; by?: string }[]) =>
  events.map(({ area, operation, key, by }) => [area, operation, key, by].join(' '))

afterEach(() => {
  localStorage.clear()
  sessionStorage.clear()
})

describe('finds', () => {
  it('what was set and deleted as a property, when the events are due', () => {
    localStorage.setItem('old', '1')
    localStorage.setItem('same', '1')
    const { events, flush } = install()

    localStorage.cart = 'two pears'
    localStorage.theme = 'dark'
    delete localStorage.old
    sessionStorage.step = '3'
    flush()

    expect(brief(events).toSorted()).toEqual([
      'local remove old property',
      'local set cart property',
      'local set theme property',
      'session set step property',
    ])
    expect(events.find(({ key }) => key === 'cart')).toMatchObject({ valueBytes: 9 })
    expect(events.find(({ key }) => key === 'theme')).toMatchObject({ value: 'dark' })
    expect(JSON.stringify(events)).not.toContain('pears')
  })

  it('another value of the same length', () => {
    localStorage.count = '1'
    const { events, flush } = install()

    localStorage.count = '2'
    flush()
    flush()

    expect(brief(events)).toEqual(['local set count property'])
  })

  it('them in idle time after something happened', async () => {
    const { events, click } = install()

    localStorage.cart = '1'
    click()

    await vi.waitFor(() => expect(brief(events)).toEqual(['local set cart property']), 8_000)
  })

  it('what another document changed, with what it changed it to', async () => {
    const { events, flush } = install()
    const frame = document.body.appendChild(document.createElement('iframe'))
    onTestFinished(() => frame.remove())
    const other = frame.contentWindow!.localStorage

    other.setItem('cart', 'pears')
    other.removeItem('cart')
    other.clear()
    other.setItem('casefile:visit', '1')
    other.setItem('last', '1')
    await vi.waitFor(() => expect(events.length).toBeGreaterThan(2))
    flush()

    expect(brief(events)).toEqual([
      'local set cart other-tab',
      'local remove cart other-tab',
      'local set last other-tab',
    ])
    expect(events[0]).toMatchObject({ valueBytes: 5 })
  })
})

describe('does not find', () => {
  it('what a method did, which is recorded already', () => {
    localStorage.gone = '1'
    const { events, flush } = install()

    localStorage.setItem('cart', '1')
    localStorage.removeItem('gone')
    flush()
    sessionStorage.setItem('step', '1')
    sessionStorage.clear()
    flush()

    expect(brief(events)).toEqual([
      'local set cart ',
      'local remove gone ',
      'session set step ',
      'session clear  ',
    ])
  })

  it('anything of ours', () => {
    const { events, flush } = install()

    localStorage['casefile:visit'] = '1'
    flush()

    expect(events).toEqual([])
  })

  it('anything in an area too large to be compared', () => {
    const { events, flush } = install()
    const longest = 'x'.repeat(600_000)

    localStorage.state = longest
    flush()
    delete localStorage.state
    flush()

    expect(events).toEqual([])
  })

  it('anything after it is uninstalled', () => {
    const { events, flush, uninstall } = install()

    localStorage.cart = '1'
    uninstall()
    flush()

    expect(events).toEqual([])
  })
})

it('installs where storage is forbidden', () => {
  const forbidden = vi.spyOn(globalThis, 'localStorage', 'get').mockImplementation(() => {
    throw new DOMException('denied', 'SecurityError')
  })
  const { events, flush } = install()
  forbidden.mockRestore()

  sessionStorage.step = '1'
  flush()

  expect(brief(events)).toEqual(['session set step property'])
})
