import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest'

import { captureStorage } from '../../../src/capture/storage.ts'
import { collectEvents } from '../../helpers/collect-events.ts'

function install() {
  return collectEvents('storage', (emit) =>
    captureStorage(emit, {
      ignoreKey: (key) => key.startsWith('casefile'),
      keepsValue: (key) => key === 'theme',
    }),
  )
}

afterEach(() => {
  localStorage.clear()
  sessionStorage.clear()
})

describe('records', () => {
  it('what is set, with the size of the value and not the value', () => {
    const { events } = install()

    localStorage.setItem('cart', 'drei Äpfel 🍏')

    expect(events).toEqual([
      {
        type: 'storage',
        time: expect.any(Number),
        area: 'local',
        operation: 'set',
        key: 'cart',
        valueBytes: new TextEncoder().encode('drei Äpfel 🍏').length,
      },
    ])
  })

  it('what is removed and cleared, in either area', () => {
    const { events } = install()

    sessionStorage.removeItem('step')
    localStorage.clear()

    expect(events).toEqual([
      {
        type: 'storage',
        time: expect.any(Number),
        area: 'session',
        operation: 'remove',
        key: 'step',
      },
      { type: 'storage', time: expect.any(Number), area: 'local', operation: 'clear' },
    ])
  })

  it('the value of a key that the app names', () => {
    const { events } = install()

    localStorage.setItem('theme', 'dark')
    localStorage.setItem('themes', 'dark')

    expect(events.map(({ key, value }) => [key, value])).toEqual([
      ['theme', 'dark'],
      ['themes', undefined],
    ])
  })

  it('no change that the browser refused', () => {
    const { events } = install()

    expect(() => localStorage.setItem('big', 'x'.repeat(12_000_000))).toThrow(DOMException)

    expect(events).toEqual([])
  })

  it('nothing of ours', () => {
    const { events } = install()

    localStorage.setItem('casefile:session', 'x')
    localStorage.removeItem('casefile:session')

    expect(events).toEqual([])
  })
})

describe('leaves the page as it was', () => {
  it('stores and removes what it is told', () => {
    install()

    localStorage.setItem('a', '1')
    localStorage.setItem('b', '2')
    localStorage.removeItem('a')

    expect({ ...localStorage }).toEqual({ b: '2' })
  })

  it('throws at the page what the browser throws', () => {
    install()

    expect(() => Reflect.apply(localStorage.setItem, localStorage, ['a'])).toThrow(TypeError)
    expect(() => Reflect.apply(localStorage.setItem, {}, ['a', 'b'])).toThrow(TypeError)
  })

  it('turns an object into text once', () => {
    const { events } = install()
    const toString = vi.fn(() => 'text')

    localStorage.setItem('a', { toString } as unknown as string)

    expect(localStorage.getItem('a')).toBe('text')
    expect(toString).toHaveBeenCalledTimes(1)
    expect(events[0]).not.toHaveProperty('valueBytes')
  })

  it('keeps the shape of the functions', () => {
    install()

    const { setItem, removeItem, clear } = Storage.prototype
    expect([setItem, removeItem, clear].map(({ name, length }) => `${name} ${length}`)).toEqual([
      'setItem 2',
      'removeItem 1',
      'clear 0',
    ])
  })

  it('does not fail where the storage of the page is forbidden', () => {
    const { events } = install()
    const forbidden = vi.spyOn(globalThis, 'localStorage', 'get').mockImplementation(() => {
      throw new DOMException('denied', 'SecurityError')
    })

    sessionStorage.setItem('a', '1')
    forbidden.mockRestore()

    expect(events).toMatchObject([{ area: 'session', key: 'a' }])
  })
})

describe('uninstalls', () => {
  it('gives back the very functions it found', () => {
    const before = Object.getOwnPropertyDescriptors(Storage.prototype)

    const { events, uninstall } = install()
    expect(Storage.prototype.setItem).not.toBe(before.setItem.value)
    uninstall()
    uninstall()
    localStorage.setItem('a', '1')

    expect(Object.getOwnPropertyDescriptors(Storage.prototype)).toEqual(before)
    expect(Storage.prototype.setItem).toBe(before.setItem.value)
    expect(events).toEqual([])
  })

  it('keeps a wrapper that came after it', () => {
    const native = Storage.prototype.setItem
    const { events, uninstall } = install()
    const inner = Storage.prototype.setItem
    const theirs: typeof native = function (this: Storage, key, value) {
      inner.call(this, key, `${value}!`)
    }
    Storage.prototype.setItem = theirs
    onTestFinished(() => {
      Storage.prototype.setItem = native
    })

    uninstall()
    localStorage.setItem('a', '1')

    expect(Storage.prototype.setItem).toBe(theirs)
    expect(localStorage.getItem('a')).toBe('1!')
    expect(events).toEqual([])
  })
})

describe('survives its own failure', () => {
  it('stores when emit throws', () => {
    onTestFinished(
      captureStorage(
        () => {
          throw new Error('ours')
        },
        { ignoreKey: () => false, keepsValue: () => false },
      ),
    )

    localStorage.setItem('a', '1')

    expect(localStorage.getItem('a')).toBe('1')
  })
})
