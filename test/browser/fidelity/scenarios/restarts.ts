import type { Scenario, Scenarios, Tools } from '../harness/scenario.ts'
import { EXERCISED, exercise } from '../page/exercise.ts'

/** Another script that wraps what we wrap, as such scripts do, and takes it back as found. */
function thirdParty(origin: string) {
  const counts = { fetch: 0, send: 0, log: 0, pushState: 0, setItem: 0, addEventListener: 0 }
  const places: [target: object, key: keyof typeof counts][] = [
    [window, 'fetch'],
    [XMLHttpRequest.prototype, 'send'],
    [console, 'log'],
    [History.prototype, 'pushState'],
    [Storage.prototype, 'setItem'],
    [EventTarget.prototype, 'addEventListener'],
  ]
  let takeBack: (() => void)[] = []

  return {
    counts,
    wrap() {
      takeBack = places.map(([target, key]) => {
        const original = Reflect.get(target, key) as (...args: unknown[]) => unknown
        Reflect.set(target, key, function (this: unknown, ...args: unknown[]) {
          // Who wraps fetch before the script sees what it delivers, and may.
          if (key !== 'fetch' || String(args[0]).startsWith(origin)) counts[key] += 1
          return Reflect.apply(original, this, args)
        })
        return () => Reflect.set(target, key, original)
      })
    },
    unwrap() {
      for (const each of takeBack.reverse()) each()
      takeBack = []
    },
  }
}

const ORDERS = [
  'start stop',
  'start stop start stop',
  'start start stop',
  'stop start',
  'wrap start stop',
  'start wrap stop',
  'start wrap unwrap stop',
  'start wrap stop unwrap',
  'wrap start unwrap stop',
  'wrap start stop unwrap',
  'start wrap stop start',
  'start wrap stop start stop unwrap',
  'wrap start stop start unwrap stop',
  'start stop wrap start unwrap stop',
  'start pause wrap resume unwrap stop',
  'start deny wrap grant unwrap deny grant stop',
]

function inOrder(order: string): Scenario {
  return {
    startedBy: 'scenario',
    async run({ origin, casefile, initOptions }: Tools) {
      const third = thirdParty(origin)
      const actions: Record<string, () => unknown> = {
        start: () => casefile?.init(initOptions),
        stop: () => void casefile?.stop(),
        pause: () => casefile?.pause(),
        resume: () => casefile?.resume(),
        deny: () => casefile?.setConsent('denied'),
        grant: () => casefile?.setConsent('granted'),
        wrap: third.wrap,
        unwrap: third.unwrap,
      }
      const seen: unknown[] = []
      for (const action of order.split(' ')) {
        actions[action]!()
        const before = { ...third.counts }
        const done = await exercise(origin)
        // Our own listeners are nobody's business, but those of the exercise must come through.
        const { addEventListener: listened, ...calls } = third.counts
        seen.push({
          action,
          done,
          calls: { ...calls },
          listened: listened > before.addEventListener,
        })
      }
      return seen
    },
    expected: order.split(' ').map((action) => ({ action, done: EXERCISED })),
  }
}

export const restartScenarios: Scenarios = {
  ...Object.fromEntries(ORDERS.map((order) => [`goes on through ${order}`, inOrder(order)])),

  'puts everything back as it was': {
    before() {
      Object.assign(window, {
        found: [fetch, console.log, history.pushState, localStorage.setItem],
      })
    },
    startedBy: 'scenario',
    async run({ casefile, initOptions }) {
      const seen: boolean[][] = []
      for (let round = 0; round < 3; round += 1) {
        casefile?.init(initOptions)
        await casefile?.stop()
        const { found } = window as unknown as { found: unknown[] }
        const now: unknown[] = [fetch, console.log, history.pushState, localStorage.setItem]
        seen.push(now.map((each, index) => each === found[index]))
      }
      return seen
    },
    expected: [
      [true, true, true, true],
      [true, true, true, true],
      [true, true, true, true],
    ],
  },

  'goes on when loaded twice, and when started from both': {
    async run({ origin, casefile, loadAgain, initOptions }) {
      const first = (window as unknown as { Casefile: unknown }).Casefile
      await loadAgain()
      const same = (window as unknown as { Casefile: unknown }).Casefile === first
      const once = await exercise(origin)
      casefile?.init(initOptions)
      const twice = await exercise(origin)
      return { same, once, twice, noticed: fidelity.noticed }
    },
    expected: { same: true, once: EXERCISED, twice: EXERCISED, noticed: [] },
  },
}
