import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'

import { captureNavigation } from '../../../src/capture/navigation.ts'
import type { Emit } from '../../../src/capture/types.ts'
import { collectEvents } from '../../helpers/collect-events.ts'

/** Puts the address back when the test is over, so that the runner finds its page again. */
function keepAddress() {
  const address = location.href
  onTestFinished(() => history.replaceState(history.state, '', address))
}

/** As in browsers that do not have it: History is patched there. */
function hideNavigationApi(standIn?: unknown) {
  const hidden = vi.spyOn(window, 'navigation', 'get').mockReturnValue(standIn as Navigation)
  onTestFinished(() => hidden.mockRestore())
}

function install() {
  keepAddress()
  const collected = collectEvents('navigation', captureNavigation)
  collected.events.length = 0
  return collected
}

const absolute = (url: string) => new URL(url, location.href).href

function heard(type: 'popstate' | 'hashchange') {
  return new Promise((resolve) => window.addEventListener(type, resolve, { once: true }))
}

describe('records', () => {
  it('how the page was reached, and the title it gets later', () => {
    const emit = vi.fn<Emit>()
    onTestFinished(captureNavigation(emit))
    document.title = 'Cart'

    const [event, finish] = emit.mock.calls[0]!
    expect({ ...event, ...finish?.() }).toEqual({
      type: 'navigation',
      time: expect.any(Number),
      kind: 'load',
      from: document.referrer,
      to: location.href,
      title: 'Cart',
    })
  })

  it('a page that comes back from the back/forward cache', () => {
    const { events } = install()

    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: false }))

    expect(events).toMatchObject([{ kind: 'back-forward', to: location.href, restored: true }])
  })
})

describe.each([
  ['with the Navigation API', () => {}],
  ['without the Navigation API', () => hideNavigationApi()],
  ['on a page with a variable `navigation`', () => hideNavigationApi(document.body)],
])('%s, records', (_, prepare) => {
  beforeEach(prepare)

  it('a pushed and a replaced address, absolute', () => {
    const { events } = install()
    const start = location.href

    history.pushState({}, '', '?page=2')
    const second = location.href
    history.replaceState({}, '', '?page=3')

    expect(events.map(({ kind, from, to }) => [kind, from, to])).toEqual([
      ['push', start, second],
      ['replace', second, absolute('?page=3')],
    ])
    expect(second).toMatch(/^http.*\?page=2$/)
  })

  it('the way back', async () => {
    const { events } = install()
    const start = location.href
    history.pushState({}, '', '?page=2')

    history.back()
    await heard('popstate')

    expect(events.at(-1)).toMatchObject({ kind: 'pop', from: absolute('?page=2'), to: start })
  })

  it('a change of the hash once', async () => {
    const { events } = install()

    location.hash = '#details'
    await heard('hashchange')

    expect(events).toMatchObject([{ kind: 'hash', to: absolute('#details') }])
  })

  it('a hash that is pushed, as the same', () => {
    const { events } = install()

    history.pushState({}, '', '#details')

    expect(events).toMatchObject([{ kind: 'hash', to: absolute('#details') }])
  })

  it('a navigation that has gone through several routers once', () => {
    keepAddress()
    const native = History.prototype.pushState
    const wrap = (inner: typeof native): typeof native =>
      function (this: History, ...args) {
        Reflect.apply(inner, this, args)
        window.dispatchEvent(new Event('popstate'))
      }
    history.pushState = wrap(native)
    const { events } = collectEvents('navigation', captureNavigation)
    history.pushState = wrap(history.pushState)
    onTestFinished(() => void Reflect.deleteProperty(history, 'pushState'))

    history.pushState({}, '', '?page=2')

    expect(events.map(({ kind }) => kind)).toEqual(['load', 'push'])
  })

  it('nothing of a frame', async () => {
    const { events } = install()
    const frame = document.body.appendChild(document.createElement('iframe'))
    onTestFinished(() => frame.remove())
    frame.srcdoc = '<a name="top"></a>'
    await new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }))

    frame.contentWindow!.location.hash = '#inside'
    await new Promise((resolve) =>
      frame.contentWindow!.addEventListener('hashchange', resolve, { once: true }),
    )

    expect(events).toEqual([])
  })

  it('nothing when the address stays the same', () => {
    const { events } = install()

    history.replaceState({ scroll: 100 }, '')
    history.pushState({}, '', '?page=2')
    history.pushState({}, '', '?page=2')

    expect(events).toHaveLength(1)
  })

  it('no change that the browser refused', () => {
    const { events } = install()

    expect(() => history.pushState({}, '', 'https://other.example/')).toThrow(DOMException)

    expect(events).toEqual([])
  })

  it('a router that owns the method of the history object', () => {
    keepAddress()
    const { pushState } = history
    history.pushState = (...args) => Reflect.apply(pushState, history, args)
    onTestFinished(() => void Reflect.deleteProperty(history, 'pushState'))
    const { events } = collectEvents('navigation', captureNavigation)

    history.pushState({}, '', '?page=2')

    expect(events.map(({ kind }) => kind)).toEqual(['load', 'push'])
  })
})

describe('leaves the page as it was', () => {
  it('hands state and address on', () => {
    install()
    const state = { step: 2 }

    const result: unknown = history.pushState(state, '', '?page=2')

    expect(result).toBeUndefined()
    expect(history.state).toEqual(state)
    expect(location.search).toContain('page=2')
  })

  it('replaces nothing where the browser tells', () => {
    const { pushState, replaceState } = History.prototype

    install()

    expect(History.prototype.pushState).toBe(pushState)
    expect(History.prototype.replaceState).toBe(replaceState)
  })

  it('keeps the shape of the functions elsewhere', () => {
    hideNavigationApi()
    install()

    expect([history.pushState.name, history.pushState.length]).toEqual(['pushState', 2])
    expect(Object.hasOwn(history, 'pushState')).toBe(false)
  })
})

describe('uninstalls', () => {
  it('hears of nothing any more', () => {
    const { events, uninstall } = install()

    uninstall()
    history.pushState({}, '', '?page=2')

    expect(events).toEqual([])
  })

  it('gives back the very functions it found', () => {
    hideNavigationApi()
    const before = Object.getOwnPropertyDescriptors(History.prototype)

    const { events, uninstall } = install()
    expect(History.prototype.pushState).not.toBe(before.pushState.value)
    uninstall()
    uninstall()
    history.pushState({}, '', '?page=2')
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))

    expect(History.prototype.pushState).toBe(before.pushState.value)
    expect(History.prototype.replaceState).toBe(before.replaceState.value)
    expect(events).toEqual([])
  })

  it('keeps a wrapper that came after it', () => {
    hideNavigationApi()
    const native = History.prototype.pushState
    const { events, uninstall } = install()
    const inner = History.prototype.pushState
    const theirs: typeof native = function (this: History, ...args) {
      Reflect.apply(inner, this, args)
    }
    History.prototype.pushState = theirs
    onTestFinished(() => {
      History.prototype.pushState = native
    })

    uninstall()
    history.pushState({}, '', '?page=2')

    expect(History.prototype.pushState).toBe(theirs)
    expect(location.search).toContain('page=2')
    expect(events).toEqual([])
  })
})

describe('survives its own failure', () => {
  it('navigates when emit throws', () => {
    keepAddress()
    onTestFinished(
      captureNavigation(() => {
        throw new Error('ours')
      }),
    )

    history.pushState({}, '', '?page=2')

    expect(location.search).toContain('page=2')
  })
})
