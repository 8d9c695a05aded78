import type { Scenarios } from '../harness/scenario.ts'
import { EXERCISED, exercise } from '../page/exercise.ts'

type Fn = (this: unknown, ...args: unknown[]) => unknown

/** What old libraries do to what everybody shares. */
export const overrideScenarios: Scenarios = {
  'serves a page of prototype.js': {
    before() {
      const { stringify } = JSON
      const define = (target: object, methods: Record<string, Fn>) => Object.assign(target, methods)
      define(Array.prototype, {
        toJSON(this: unknown) {
          return `[${[...(this as unknown[])].map((item) => stringify(item)).join(', ')}]`
        },
        each(this: unknown, iterate: unknown) {
          for (const item of this as unknown[]) (iterate as Fn)(item)
        },
        reverse(this: unknown) {
          return [...(this as unknown[])].sort()
        },
        reduce: () => 'reduced',
        find(this: unknown, test: unknown) {
          for (const item of this as unknown[]) if ((test as Fn)(item)) return item
          return undefined
        },
      })
      define(Object.prototype, { extra: () => 'of every object' })
      define(String.prototype, {
        toJSON(this: unknown) {
          return String(this)
        },
        strip(this: unknown) {
          return String(this).trim()
        },
      })
      define(Function.prototype, {
        bind(this: unknown, self: unknown, ...given: unknown[]) {
          const run = this as Fn
          return function (...args: unknown[]) {
            return run.apply(self, [...given, ...args])
          }
        },
      })
    },
    async run({ origin, casefile }) {
      const done = await exercise(origin)
      const keys: string[] = []
      for (const key in { own: 1 }) keys.push(key)
      await casefile?.flush()
      const array = Array.prototype as unknown as Partial<Record<string, unknown>>
      const kept = [typeof array.toJSON, typeof array.each, [1].reduce(() => 1)]
      // The suite reports in JSON too.
      delete array.toJSON
      return { done, keys, kept }
    },
    expected: {
      done: EXERCISED,
      keys: ['own', 'extra'],
      kept: ['function', 'function', 'reduced'],
    },
  },

  'serves a page that has its own JSON': {
    before() {
      Object.assign(JSON, {
        stringify: (value: unknown) => `mine: ${String(value)}`,
        parse: (text: string) => `mine: ${text}`,
      })
    },
    async run({ origin }) {
      return {
        done: await exercise(origin),
        own: [JSON.stringify({}), JSON.parse('{}') as unknown],
      }
    },
    expected: { done: EXERCISED, own: ['mine: [object Object]', 'mine: {}'] },
  },

  'serves a page that has its own Promise, Map and Array methods': {
    before() {
      const NativePromise = Promise
      class OtherPromise extends NativePromise<unknown> {}
      Object.assign(window, { Promise: OtherPromise })
      Array.from = ((items: Iterable<unknown>) => [...items]) as typeof Array.from
      Array.prototype.map = function (this: unknown[], run: Fn) {
        const mapped: unknown[] = []
        for (let index = 0; index < this.length; index += 1)
          mapped.push(run(this[index], index, this))
        return mapped
      } as typeof Array.prototype.map
    },
    async run({ origin }) {
      const done = await exercise(origin)
      return { done, native: fetch(origin).constructor === (async () => {})().constructor }
    },
    expected: { done: EXERCISED, native: true },
  },

  'serves a page that freezes what it can': {
    before() {
      for (const target of [
        Storage.prototype,
        XMLHttpRequest.prototype,
        History.prototype,
        console,
      ]) {
        Object.freeze(target)
      }
      Object.defineProperty(window, 'fetch', { writable: false, configurable: false })
    },
    run: ({ origin }) => exercise(origin),
    expected: EXERCISED,
  },

  'serves a page whose functions are behind getters': {
    before() {
      const { fetch: original } = window
      Object.defineProperty(window, 'fetch', { get: () => original, configurable: true })
      Object.defineProperty(console, 'log', { get: () => () => {}, configurable: true })
    },
    run: ({ origin }) => exercise(origin),
    expected: EXERCISED,
  },
}
