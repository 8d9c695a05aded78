import type { Scenario, Scenarios } from '../harness/scenario.ts'
import { EXERCISED, exercise } from '../page/exercise.ts'
import { next, pause } from '../page/until.ts'

/**
 * Each breaks something the script stands on. The suite runs the files in Node too, for their
 * names, so nothing may run outside of these functions.
 */
const SABOTAGES: Readonly<Record<string, () => void>> = {
  'IndexedDB throws': () => {
    IDBFactory.prototype.open = () => {
      throw new Error('sabotage')
    }
  },
  'IndexedDB is not there': () => {
    Object.defineProperty(window, 'indexedDB', { value: undefined })
  },
  'IndexedDB never answers': () => {
    IDBFactory.prototype.open = () => new EventTarget() as IDBOpenDBRequest
  },
  'transactions throw': () => {
    IDBDatabase.prototype.transaction = () => {
      throw new Error('sabotage')
    }
  },
  'the clock throws': () => {
    performance.now = () => {
      throw new Error('sabotage')
    }
  },
  'the date throws': () => {
    Date.now = () => {
      throw new Error('sabotage')
    }
  },
  'there are no random numbers': () => {
    Crypto.prototype.getRandomValues = () => {
      throw new Error('sabotage')
    }
    Crypto.prototype.randomUUID = () => {
      throw new Error('sabotage')
    }
  },
  'sessionStorage is forbidden': () => {
    Object.defineProperty(window, 'sessionStorage', {
      get() {
        throw new DOMException('sabotage', 'SecurityError')
      },
    })
  },
  'there are no locks': () => {
    Object.defineProperty(navigator, 'locks', { value: undefined })
  },
  'there is no idle time': () => {
    Object.assign(window, { requestIdleCallback: undefined })
  },
  'shadow roots throw': () => {
    Element.prototype.attachShadow = () => {
      throw new Error('sabotage')
    }
  },
  'selectors throw': () => {
    Reflect.set(Element.prototype, 'matches', () => {
      throw new Error('sabotage')
    })
  },
  'stacks cannot be captured': () => {
    Reflect.set(Error, 'captureStackTrace', () => {
      throw new Error('sabotage')
    })
  },
  'addresses cannot be read': () => {
    Object.assign(window, {
      URL: class {
        constructor() {
          throw new Error('sabotage')
        }
      },
    })
  },
  'texts cannot be encoded': () => {
    TextEncoder.prototype.encode = () => {
      throw new Error('sabotage')
    }
  },
  'entries of performance throw': () => {
    Performance.prototype.getEntriesByType = () => {
      throw new Error('sabotage')
    }
  },
  'headers cannot be read': () => {
    Headers.prototype.get = () => {
      throw new Error('sabotage')
    }
  },
}

/** The hook of the page, which gets every event. */
const HOOKS: Readonly<Record<string, () => unknown>> = {
  throws: () => {
    throw new Error('sabotage')
  },
  'returns no event': () => 7,
  'never returns anything': () => undefined,
}

const sabotaged = Object.entries(SABOTAGES).map(([name, before]): [string, Scenario] => [
  `goes on where ${name}`,
  { before, run: ({ origin }) => exercise(origin), mayGiveUp: true, expected: EXERCISED },
])

const hooked = Object.entries(HOOKS).map(([name, beforeStore]): [string, Scenario] => [
  `goes on with a beforeStore that ${name}`,
  {
    startedBy: 'scenario',
    async run({ origin, casefile, initOptions }) {
      casefile?.init({ ...initOptions, beforeStore })
      const done = await exercise(origin)
      await pause(300)
      return done
    },
    expected: EXERCISED,
  },
])

export const failureScenarios: Scenarios = {
  ...Object.fromEntries([...sabotaged, ...hooked]),

  'goes on where selectors begin to throw while the replay is recorded': {
    when: 'settled',
    async run({ origin }) {
      for (const key of ['matches', 'closest'] as const) {
        Reflect.set(Element.prototype, key, () => {
          throw new Error('sabotage')
        })
      }
      Node.prototype.contains = () => {
        throw new Error('sabotage')
      }
      const frame = document.createElement('iframe')
      const loaded = next(frame, 'load')
      frame.srcdoc = '<p>frame</p>'
      document.body.append(frame)
      await loaded
      const host = document.createElement('div')
      document.body.append(host)
      const root = host.attachShadow({ mode: 'open' })
      const done = await exercise(origin)
      await pause(100)
      frame.remove()
      host.remove()
      return { done, root: root.host === host }
    },
    expected: { done: EXERCISED, root: true },
  },

  'goes on with a hook that does all it is called for': {
    startedBy: 'scenario',
    async run({ origin, casefile, initOptions }) {
      let depth = 0
      casefile?.init({
        ...initOptions,
        beforeStore(event: unknown) {
          depth += 1
          if (depth < 50) {
            console.log('seen', event)
            localStorage.setItem('seen', String(depth))
          }
          return event
        },
      })
      const done = await exercise(origin)
      await pause(1000)
      return { done, runaway: depth >= 50 }
    },
    expected: { done: EXERCISED, runaway: false },
  },

  'goes on with options that make no sense': {
    startedBy: 'scenario',
    async run({ origin, casefile }) {
      const hostile = new Proxy(
        {},
        {
          get() {
            throw new Error('sabotage')
          },
        },
      )
      for (const options of [undefined, null, 7, {}, { key: 'x' }, hostile]) {
        casefile?.init(options as never)
      }
      return exercise(origin)
    },
    expected: EXERCISED,
  },
}
