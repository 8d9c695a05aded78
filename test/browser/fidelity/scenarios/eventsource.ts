import type { Scenarios } from '../harness/scenario.ts'
import { attempt } from '../page/attempt.ts'
import { containing } from '../page/containing.ts'
import { shapeOf } from '../page/shape.ts'
import { next } from '../page/until.ts'

export const eventsourceScenarios: Scenarios = {
  'looks as it did': {
    run: ({ origin }) => {
      const source = new EventSource(`${origin}/events`)
      const seen = {
        class: shapeOf(window, 'EventSource'),
        statics: ['CONNECTING', 'OPEN', 'CLOSED'].map((key) => shapeOf(EventSource, key)),
        members: ['close', 'onmessage', 'readyState', 'url'].map((key) =>
          shapeOf(EventSource.prototype, key),
        ),
        keys: Reflect.ownKeys(EventSource.prototype).map(String),
        own: Reflect.ownKeys(source).length,
        constructor: [
          EventSource.prototype.constructor === EventSource,
          source.constructor === EventSource,
        ],
        is: [source instanceof EventSource, source instanceof EventTarget],
        parent: Object.getPrototypeOf(EventSource) === EventTarget,
        tag: Object.prototype.toString.call(source),
        facts: [source.readyState, source.withCredentials],
      }
      source.close()
      return seen
    },
    expected: {
      class: { value: { name: 'EventSource', length: 1 } },
      own: 0,
      constructor: [true, true],
      is: [true, true],
      parent: true,
      facts: [0, false],
    },
  },

  'tells events in their order, and comes back when the server has ended': {
    async run({ origin }) {
      const source = new EventSource(`${origin}/events`, { withCredentials: true })
      const seen: string[] = []
      const note = (how: string) => (event: Event) => {
        const { data, lastEventId } = event as MessageEvent
        seen.push(`${how} ${event.type} ${source.readyState} ${String(data)} ${lastEventId}`)
      }
      for (const type of ['open', 'message', 'error']) {
        Reflect.set(source, `on${type}`, note('on'))
        source.addEventListener(type, note('listener'))
      }
      source.addEventListener('named', note('listener'))
      await next(source, 'error')
      await next(source, 'open')
      source.close()
      return {
        seen,
        state: source.readyState,
        credentials: source.withCredentials,
        url: source.url,
      }
    },
    expected: {
      seen: [
        'on open 1 undefined undefined',
        'listener open 1 undefined undefined',
        'on message 1 plain ',
        'listener message 1 plain ',
        'listener named 1 two\nlines 7',
        'on message 1 last 7',
        'listener message 1 last 7',
        'on error 0 undefined undefined',
        'listener error 0 undefined undefined',
        'on open 1 undefined undefined',
        'listener open 1 undefined undefined',
      ],
      state: 2,
      credentials: true,
    },
  },

  'ends for good where there is no such thing': {
    async run({ origin }) {
      const source = new EventSource(`${origin}/nowhere`)
      const { type } = await next(source, 'error')
      return [type, source.readyState]
    },
    expected: ['error', 2],
  },

  'may be subclassed': {
    async run({ origin }) {
      class Mine extends EventSource {
        readonly own = 'own'
      }
      const mine = new Mine(`${origin}/events`)
      const { data } = await next<MessageEvent>(mine, 'message')
      mine.close()
      return {
        data: data as unknown,
        own: mine.own,
        is: [mine instanceof Mine, mine instanceof EventSource, mine.constructor === Mine],
      }
    },
    expected: { data: 'plain', own: 'own', is: [true, true, true] },
  },

  'refuses wrong calls in the same words': {
    async run() {
      const Source = EventSource as unknown as new (...args: unknown[]) => EventSource
      return {
        called: await attempt(() => (EventSource as unknown as () => void)()),
        nothing: await attempt(() => new Source()),
        url: await attempt(() => new Source('http://[')),
        options: await attempt(() => new Source('/events', 7)),
        ofAnother: await attempt(() => EventSource.prototype.close.call({} as never)),
      }
    },
    expected: {
      called: containing('threw TypeError'),
      nothing: containing('threw TypeError'),
      url: containing('SyntaxError'),
      ofAnother: containing('threw TypeError'),
    },
  },
}
