import type { Scenarios } from '../harness/scenario.ts'
import { attempt } from '../page/attempt.ts'
import { containing } from '../page/containing.ts'
import { shapeOf } from '../page/shape.ts'
import { next } from '../page/until.ts'

const METHODS = ['setItem', 'getItem', 'removeItem', 'clear', 'key', 'length']

/** Casefile keeps who the tab is in sessionStorage, under its own name; nothing else is there. */
const ofThePage = (keys: string[]) => keys.filter((key) => !key.startsWith('casefile'))

export const storageScenarios: Scenarios = {
  'looks as it did': {
    run: () => ({
      class: shapeOf(window, 'Storage'),
      areas: [shapeOf(window, 'localStorage'), shapeOf(window, 'sessionStorage')],
      methods: METHODS.map((method) => shapeOf(Storage.prototype, method)),
      keys: Reflect.ownKeys(Storage.prototype).map(String),
      same: [localStorage === window.localStorage, localStorage instanceof Storage],
      tag: Object.prototype.toString.call(localStorage),
    }),
    expected: {
      class: { value: { name: 'Storage' } },
      same: [true, true],
      tag: '[object Storage]',
    },
  },

  'holds what the page has put there, and nothing else': {
    run() {
      localStorage.clear()
      localStorage.setItem('b', '1')
      localStorage.a = 2
      Object.assign(localStorage, { c: null })
      const forIn: string[] = []
      for (const key in localStorage) if (Object.hasOwn(localStorage, key)) forIn.push(key)
      return {
        keys: Object.keys(localStorage).sort(),
        names: Object.getOwnPropertyNames(localStorage).sort(),
        forIn: forIn.sort(),
        entries: Object.entries(localStorage).sort(),
        spread: { ...localStorage },
        json: JSON.stringify(localStorage).length,
        length: localStorage.length,
        key: [0, 1, 2, 3].map((index) => localStorage.key(index)).sort(),
        session: ofThePage(Object.keys(sessionStorage)),
      }
    },
    expected: {
      keys: ['a', 'b', 'c'],
      forIn: ['a', 'b', 'c'],
      spread: { a: '2', b: '1', c: 'null' },
      length: 3,
      session: [],
    },
  },

  'treats named properties as items': {
    run() {
      localStorage.clear()
      localStorage.name = { toString: () => 'object' }
      localStorage['two words'] = 'value'
      const has = ['name' in localStorage, 'getItem' in localStorage, 'absent' in localStorage]
      const descriptor = Object.getOwnPropertyDescriptor(localStorage, 'name')
      const deleted = [delete localStorage.name, Reflect.deleteProperty(localStorage, 'absent')]
      return {
        has,
        descriptor,
        deleted,
        gone: [localStorage.name, localStorage.getItem('name')],
        kept: localStorage.getItem('two words'),
      }
    },
    expected: {
      has: [true, true, false],
      descriptor: { value: 'object', writable: true, enumerable: true, configurable: true },
      deleted: [true, true],
      kept: 'value',
    },
  },

  'lets items have the names of methods': {
    run() {
      localStorage.clear()
      localStorage.setItem('setItem', 'an item')
      Reflect.set(localStorage, 'clear', 'assigned')
      const type = [typeof localStorage.setItem, typeof localStorage.clear]
      localStorage.setItem('still', 'works')
      const result = {
        type,
        items: [localStorage.getItem('setItem'), localStorage.getItem('still')],
        assigned: localStorage.getItem('clear'),
        keys: Object.keys(localStorage).sort(),
      }
      Storage.prototype.clear.call(localStorage)
      return result
    },
    expected: { items: ['an item', 'works'] },
  },

  'returns and converts as it did': {
    run() {
      localStorage.clear()
      let conversions = 0
      const value = {
        toString() {
          conversions += 1
          return 'converted'
        },
      }
      return {
        set: localStorage.setItem('key', value as never),
        get: localStorage.getItem('key'),
        conversions,
        numbers: [localStorage.setItem(1 as never, 2 as never), localStorage.getItem('1')],
        absent: [localStorage.getItem('absent'), localStorage.removeItem('absent')],
        clear: localStorage.clear(),
        extra: (localStorage.setItem as (...args: unknown[]) => void)('a', 'b', 'c'),
      }
    },
    expected: { get: 'converted', conversions: 1, numbers: ['[undefined]', '2'] },
  },

  'refuses wrong calls in the same words': {
    async run() {
      const storage = localStorage as unknown as Record<string, (...args: unknown[]) => unknown>
      const { setItem } = Storage.prototype as unknown as Record<
        string,
        (...args: unknown[]) => unknown
      >
      return {
        set0: await attempt(() => storage.setItem!()),
        set1: await attempt(() => storage.setItem!('key')),
        remove0: await attempt(() => storage.removeItem!()),
        symbol: await attempt(() => storage.setItem!(Symbol('no'), 'x')),
        hostile: await attempt(() =>
          storage.setItem!('key', {
            toString() {
              throw new RangeError('mine')
            },
          }),
        ),
        ofAnother: await attempt(() => setItem!.call({}, 'a', 'b')),
        ofNothing: await attempt(() => setItem!('a', 'b')),
        constructed: await attempt(() => Reflect.construct(setItem!, ['a', 'b'])),
        made: await attempt(() => new Storage()),
      }
    },
    expected: {
      set1: containing('threw TypeError'),
      hostile: 'threw RangeError RangeError: mine',
      ofAnother: containing('threw TypeError'),
      made: containing('threw TypeError'),
    },
  },

  'refuses what is too much, with nothing stored': {
    async run() {
      localStorage.clear()
      const outcome = await attempt(() => localStorage.setItem('much', 'x'.repeat(20_000_000)))
      const named = await attempt(() => (localStorage.more = 'x'.repeat(20_000_000)))
      return { outcome, named, keys: Object.keys(localStorage) }
    },
    expected: { outcome: containing('QuotaExceededError'), keys: [] },
  },

  'tells other frames of changes, and not its own': {
    async run() {
      localStorage.clear()
      let own = 0
      addEventListener('storage', () => (own += 1))
      const frame = document.createElement('iframe')
      frame.src = '/text?type=text/html&body=<p>other</p>'
      const loaded = next(frame, 'load')
      document.body.append(frame)
      await loaded
      const told = new Promise<StorageEvent>((resolve) =>
        frame.contentWindow!.addEventListener('storage', (event) => {
          if (event.storageArea === frame.contentWindow!.localStorage) resolve(event)
        }),
      )
      localStorage.setItem('told', 'value')
      const { key, oldValue, newValue, url } = await told
      frame.remove()
      return { own, key, oldValue, newValue, url }
    },
    expected: { own: 0, key: 'told', oldValue: null, newValue: 'value' },
  },

  'keeps methods a page has put in their place': {
    before() {
      Storage.prototype.getItem = function (key) {
        return `mine: ${key}`
      }
    },
    run() {
      localStorage.setItem('a', 'b')
      return [localStorage.getItem('a'), localStorage.a]
    },
    expected: ['mine: a', 'b'],
  },
}
