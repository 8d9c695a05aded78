import type { Scenarios } from '../harness/scenario.ts'
import { next, pause } from '../page/until.ts'

/** How often the page's own formatter of stacks has run, and files it was shown. */
const formatted: string[] = []

export const errorScenarios: Scenarios = {
  'tells uncaught errors to every handler, with all its arguments, once': {
    async run() {
      const seen: unknown[] = []
      const error = new RangeError('uncaught')
      window.onerror = (message, source, line, column, given) => {
        seen.push([
          'onerror',
          typeof message,
          typeof source,
          typeof line,
          typeof column,
          given === error,
        ])
        return true
      }
      addEventListener('error', (event) => seen.push(['listener', event.defaultPrevented]))
      setTimeout(() => {
        throw error
      })
      await pause(50)
      return seen
    },
    expected: [
      ['onerror', 'string', 'string', 'number', 'number', true],
      ['listener', true],
    ],
  },

  'leaves rejections their order, and what prevents them': {
    async run() {
      const seen: unknown[] = []
      addEventListener('unhandledrejection', (event) => {
        seen.push([event.type, event.reason, event.defaultPrevented, event.cancelable])
        event.preventDefault()
      })
      window.onunhandledrejection = (event) => seen.push(['property', event.defaultPrevented])
      addEventListener('rejectionhandled', ({ type, reason }) => seen.push([type, reason]))
      const late = Promise.reject(new Error('replaced'))
      const rejections = ['first', 'second'].map((reason) => Promise.reject(reason))
      late.catch(() => {})
      await pause(50)
      const handled = next(window, 'rejectionhandled')
      rejections[0]!.catch(() => {})
      await handled
      await pause(20)
      return seen
    },
    expected: [
      ['unhandledrejection', 'first', false, true],
      ['property', true],
      ['unhandledrejection', 'second', false, true],
      ['property', true],
      ['rejectionhandled', 'first'],
    ],
  },

  'leaves thrown values of every kind as they are': {
    async run() {
      const seen: unknown[] = []
      const reasons = [null, undefined, 7, 'text', Symbol('s'), { a: 1 }, Object.create(null)]
      addEventListener('error', (event) => {
        seen.push(reasons.indexOf(event.error as never))
        event.preventDefault()
      })
      for (const reason of reasons) {
        setTimeout(() => {
          throw reason
        })
      }
      await pause(80)
      return seen
    },
    expected: [0, 1, 2, 3, 4, 5, 6],
  },

  'tells of what did not load': {
    async run() {
      const seen: string[] = []
      addEventListener('error', ({ target }) => seen.push((target as Element).localName), true)
      const image = document.createElement('img')
      image.src = '/nowhere.png'
      image.onerror = () => seen.push('handler')
      document.body.append(image)
      const told = next(image, 'error')
      const script = document.createElement('script')
      script.src = '/nowhere.js'
      await told
      const missing = next(script, 'error')
      document.body.append(script)
      await missing
      return seen
    },
    expected: ['img', 'handler', 'script'],
  },

  'leaves the settings of stacks alone': {
    run() {
      const depth = (level: number): string =>
        level > 0 ? depth(level - 1) : (new Error('deep').stack ?? '')
      return {
        // Only some engines have it.
        limit: Reflect.get(Error, 'stackTraceLimit') as unknown,
        lines: depth(100).split('\n').length,
        prepare: typeof Reflect.get(Error, 'prepareStackTrace'),
        own: Reflect.ownKeys(Error).map(String),
      }
    },
    expected: {},
  },

  'has the page’s own formatter of stacks called for the page’s errors only': {
    before() {
      Object.assign(Error, {
        prepareStackTrace(error: Error, frames: { getFileName(): string | null }[]) {
          formatted.push(error.message)
          return frames.map((frame) => frame.getFileName())
        },
      })
    },
    async run({ origin }) {
      formatted.length = 0
      const error = new Error('mine')
      const stack: unknown = error.stack
      console.error('no error given')
      console.trace('nor here')
      await fetch(`${origin}/text`)
      const xhr = new XMLHttpRequest()
      xhr.open('GET', `${origin}/text`)
      const loaded = next(xhr, 'load')
      xhr.send()
      await loaded
      await pause(50)
      return { formatted, ofArray: Array.isArray(stack) }
    },
    expected: {},
  },

  'runs nothing of an error the page throws': {
    async run() {
      const ran: string[] = []
      class Hostile extends Error {
        constructor() {
          super('hostile')
          for (const key of ['message', 'name', 'cause', 'toJSON', 'toString', 'extra']) {
            Object.defineProperty(this, key, {
              enumerable: true,
              get() {
                ran.push(key)
                throw new RangeError(key)
              },
            })
          }
        }
      }
      addEventListener('unhandledrejection', (event) => event.preventDefault())
      void Promise.reject(new Hostile())
      await pause(50)
      return ran
    },
    // Engines prepare a text for the event.
    expected: {},
  },
}
