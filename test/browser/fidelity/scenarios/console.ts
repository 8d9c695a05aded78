import type { Scenarios } from '../harness/scenario.ts'
import { attempt } from '../page/attempt.ts'
import { shapeOf } from '../page/shape.ts'

export const consoleScenarios: Scenarios = {
  'looks as it did': {
    run: () => ({
      console: shapeOf(window, 'console'),
      keys: Object.keys(console),
      methods: Object.keys(console).map((method) => shapeOf(console, method)),
      tag: Object.prototype.toString.call(console),
      same: [console.log === console.log, console === window.console],
    }),
    expected: { tag: '[object console]', same: [true, true] },
  },

  'returns nothing, and needs no this': {
    run() {
      const { log, warn, error, group, groupEnd, table, count, assert } = console
      return [
        log('plain'),
        log.call(undefined, '%s', 'called'),
        warn.apply({} as never, ['applied']),
        error(),
        [1, 2].map(console.log),
        group('group'),
        groupEnd(),
        table([{ a: 1 }]),
        count(),
        assert(true),
        assert(false, 'refused'),
      ]
    },
    expected: Array.from({ length: 11 }, (_, index) =>
      index === 4 ? ['[undefined]', '[undefined]'] : '[undefined]',
    ),
  },

  'runs no code of what it is given': {
    run() {
      const ran: string[] = []
      const note = (what: string) => () => {
        ran.push(what)
        throw new Error(what)
      }
      class Hostile {
        get own() {
          return note('getter')()
        }
        toJSON = note('toJSON')
        toString = note('toString')
        valueOf = note('valueOf');
        [Symbol.toPrimitive] = note('toPrimitive');
        [Symbol.iterator] = note('iterator')
      }
      const inline = Object.defineProperty({}, 'enumerable', {
        get: note('inline getter'),
        enumerable: true,
      })
      class MyError extends Error {
        override get message(): string {
          return note('message')()
        }
      }
      for (const method of ['log', 'info', 'dir', 'debug', 'warn'] as const) {
        console[method](new Hostile(), inline, [new Hostile()], { deep: { inline } })
      }
      console.log(new Map([[new Hostile(), inline]]), new Set([inline]))
      console.log(Object.create(null), new MyError())
      return ran
    },
    // Engines themselves read the message of an error they are to show.
    expected: {},
  },

  'lets the page’s own failure through': {
    run: async () => ({
      // A format wants a text, and gets it from the page's own code: only engines that log call it.
      revoked: await attempt(() => {
        const { proxy, revoke } = Proxy.revocable({}, {})
        revoke()
        console.log(proxy)
      }),
      symbol: await attempt(() => console.count(Symbol('no') as never)),
      label: await attempt(() =>
        console.time({
          toString() {
            throw new RangeError('mine')
          },
        } as never),
      ),
      constructed: await attempt(() => Reflect.construct(console.log, [])),
    }),
    expected: { label: 'threw RangeError RangeError: mine' },
  },

  'leaves a page’s own methods and objects in their place': {
    run() {
      const seen: unknown[][] = []
      const { log } = console
      console.log = (...args: unknown[]) => void seen.push(args)
      const given = { a: 1 }
      console.log('mine', given)
      const identity = seen[0]?.[1] === given
      console.log = log
      console.log('theirs')
      return { calls: seen.length, identity, restored: console.log === log }
    },
    expected: { calls: 1, identity: true, restored: true },
  },

  'holds on while a logger of the page logs within a log': {
    run() {
      let depth = 0
      let calls = 0
      const { error } = console
      console.error = function (...args: unknown[]) {
        calls += 1
        depth += 1
        if (depth < 3) console.error('within', ...args)
        depth -= 1
        return error.apply(console, args)
      }
      console.error('outer')
      console.error = error
      return { calls, depth }
    },
    expected: { calls: 3, depth: 0 },
  },
}
