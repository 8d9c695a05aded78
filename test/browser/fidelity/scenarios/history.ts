import type { Scenarios } from '../harness/scenario.ts'
import { attempt } from '../page/attempt.ts'
import { containing } from '../page/containing.ts'
import { shapeOf } from '../page/shape.ts'
import { next, pause } from '../page/until.ts'

const METHODS = ['pushState', 'replaceState', 'back', 'go'] as const

export const historyScenarios: Scenarios = {
  'looks as it did': {
    run: () => ({
      methods: METHODS.map((method) => shapeOf(history, method)),
      keys: Reflect.ownKeys(History.prototype).map(String),
      own: Reflect.ownKeys(history).length,
      onpopstate: [window.onpopstate, window.onhashchange],
    }),
    expected: { own: 0, onpopstate: [null, null] },
  },

  'changes address, state and length as it did': {
    async run() {
      const { length } = history
      const state = { nested: [1, new Date(0)] }
      const results = [history.pushState(state, '', '?pushed'), location.search]
      results.push(history.replaceState('replaced', '', '#hash') as never, location.hash)
      history.pushState(null, '')
      const popped = next<PopStateEvent>(window, 'popstate')
      history.back()
      const { state: back } = await popped
      return { results, back, grown: history.length - length, own: history.state === back }
    },
    expected: {
      results: ['[undefined]', '?pushed', '[undefined]', '#hash'],
      back: 'replaced',
      grown: 2,
    },
  },

  'refuses wrong calls in the same words': {
    async run() {
      const given = history as unknown as Record<string, (...args: unknown[]) => void>
      return {
        nothing: await attempt(() => given.pushState!()),
        one: await attempt(() => given.replaceState!({})),
        origin: await attempt(() => history.pushState(null, '', 'https://example.com/')),
        url: await attempt(() => history.pushState(null, '', 'http://[')),
        uncloneable: await attempt(() => history.pushState(() => {}, '')),
        ofAnother: await attempt(() => history.pushState.call({} as never, null, '')),
        address: location.search,
      }
    },
    expected: {
      nothing: containing('threw TypeError'),
      origin: containing('SecurityError'),
      uncloneable: containing('DataCloneError'),
      address: '',
    },
  },

  'tells of hashes and steps in the same order': {
    // A page that is still loading gets no entry of its own for a hash.
    when: 'settled',
    async run() {
      const seen: string[] = []
      for (const type of ['popstate', 'hashchange'] as const) {
        addEventListener(type, () => seen.push(`${type} ${location.hash}`))
      }
      const changed = () => next(window, 'hashchange')
      for (const step of [
        () => (location.hash = 'one'),
        () => (location.hash = 'two'),
        () => history.back(),
      ]) {
        const change = changed()
        step()
        await change
      }
      await pause(20)
      return seen
    },
    expected: [
      'popstate #one',
      'hashchange #one',
      'popstate #two',
      'hashchange #two',
      'popstate #one',
      'hashchange #one',
    ],
  },

  'serves a router that has wrapped it on the instance before': {
    before() {
      const { pushState } = history
      Object.assign(history, {
        routed: [],
        pushState(
          this: History & { routed: unknown[] },
          ...args: Parameters<History['pushState']>
        ) {
          pushState.apply(this, args)
          this.routed.push(args[2])
          return 'routed'
        },
      })
    },
    run() {
      const routed = history.pushState(null, '', '?by-router') as unknown
      History.prototype.pushState.call(history, null, '', '?past-router')
      return {
        routed,
        seen: (history as unknown as { routed: unknown[] }).routed,
        own: Reflect.ownKeys(history),
        search: location.search,
      }
    },
    expected: { routed: 'routed', seen: ['?by-router'], search: '?past-router' },
  },

  'serves a router that wraps it afterwards, by prototype or by instance': {
    run() {
      const seen: unknown[] = []
      const original = History.prototype.pushState
      History.prototype.pushState = function (...args) {
        seen.push('prototype', this === history, args.length)
        return Reflect.apply(original, this, args)
      }
      history.pushState(null, '', '?first')
      const { pushState } = history
      history.pushState = (...args) => {
        seen.push('instance')
        pushState.apply(history, args)
      }
      history.pushState(null, '', '?second')
      delete (history as Partial<History>).pushState
      History.prototype.pushState = original
      history.pushState(null, '', '?third')
      return { seen, search: location.search }
    },
    expected: {
      seen: ['prototype', true, 3, 'instance', 'prototype', true, 3],
      search: '?third',
    },
  },
}
