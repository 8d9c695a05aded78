import type { Scenarios } from '../harness/scenario.ts'
import { attempt, describe } from '../page/attempt.ts'
import { containing } from '../page/containing.ts'
import { shapeOf } from '../page/shape.ts'
import { next, pause } from '../page/until.ts'

const METHODS = [
  'open',
  'send',
  'abort',
  'setRequestHeader',
  'getResponseHeader',
  'overrideMimeType',
]

export const xhrScenarios: Scenarios = {
  'looks as it did': {
    run: () => ({
      class: shapeOf(window, 'XMLHttpRequest'),
      methods: METHODS.map((method) => shapeOf(XMLHttpRequest.prototype, method)),
      keys: Reflect.ownKeys(XMLHttpRequest.prototype).map(String),
      own: Reflect.ownKeys(new XMLHttpRequest()).length,
      constructor: XMLHttpRequest.prototype.constructor === XMLHttpRequest,
      parent: Object.getPrototypeOf(XMLHttpRequest) === XMLHttpRequestEventTarget,
      constants: [XMLHttpRequest.DONE, new XMLHttpRequest().LOADING],
    }),
    expected: {
      class: { value: { name: 'XMLHttpRequest', length: 0 } },
      own: 0,
      constructor: true,
      parent: true,
      constants: [4, 3],
    },
  },

  'tells all its events in their order, to both kinds of handlers': {
    async run({ origin }) {
      const seen: string[] = []
      const xhr = new XMLHttpRequest()
      const note = (how: string) => (event: Event) => {
        const entry = `${how} ${event.type} ${xhr.readyState}`
        // How often there is progress depends on the network.
        if (seen.at(-1) !== entry && event.type !== 'progress') seen.push(entry)
      }
      for (const type of ['readystatechange', 'loadstart', 'progress', 'load', 'loadend']) {
        Reflect.set(xhr, `on${type}`, note('on'))
        xhr.addEventListener(type, note('listener'))
      }
      xhr.open('GET', `${origin}/text?body=events`)
      const ended = next(xhr, 'loadend')
      xhr.send()
      await ended
      return { seen, text: xhr.responseText, handler: typeof xhr.onload }
    },
    expected: {
      seen: [
        'on readystatechange 1',
        'listener readystatechange 1',
        'on loadstart 1',
        'listener loadstart 1',
        'on readystatechange 2',
        'listener readystatechange 2',
        'on readystatechange 3',
        'listener readystatechange 3',
        'on readystatechange 4',
        'listener readystatechange 4',
        'on load 4',
        'listener load 4',
        'on loadend 4',
        'listener loadend 4',
      ],
      text: 'events',
    },
  },

  'may be subclassed, with methods and private fields of its own': {
    async run({ origin }) {
      class Mine extends XMLHttpRequest {
        readonly #calls: string[] = []

        override open(method: string, url: string) {
          this.#calls.push('open')
          super.open(method, url)
        }

        override send(body?: string) {
          this.#calls.push('send')
          super.send(body)
        }

        get calls() {
          return this.#calls
        }
      }
      const mine = new Mine()
      mine.open('POST', `${origin}/echo`)
      const loaded = next(mine, 'load')
      mine.send('by a subclass')
      await loaded
      return {
        calls: mine.calls,
        is: [mine instanceof Mine, mine instanceof XMLHttpRequest, mine.constructor === Mine],
        name: Mine.name,
        body: (JSON.parse(mine.responseText) as { body: string }).body,
      }
    },
    expected: {
      calls: ['open', 'send'],
      is: [true, true, true],
      name: 'Mine',
      body: 'by a subclass',
    },
  },

  'serves synchronous requests, and throws their failures': {
    async run({ origin }) {
      const get = (path: string) => {
        const xhr = new XMLHttpRequest()
        const seen: string[] = []
        for (const type of ['readystatechange', 'load', 'loadend', 'error']) {
          xhr.addEventListener(type, () => seen.push(`${type} ${xhr.readyState}`))
        }
        xhr.open('GET', origin + path, false)
        const result = (() => {
          try {
            return xhr.send() as unknown
          } catch (error) {
            return describe(error)
          }
        })()
        return { result, seen, status: xhr.status, text: xhr.responseText, state: xhr.readyState }
      }
      return { good: get('/text?body=now'), bad: get('/text?status=500'), dropped: get('/drop') }
    },
    expected: {
      good: { status: 200, text: 'now', state: 4 },
      bad: { status: 500 },
      dropped: { status: 0, result: containing('NetworkError') },
    },
  },

  'keeps every kind of response, and its refusals': {
    async run({ origin }) {
      const get = async (responseType: XMLHttpRequestResponseType, query: string) => {
        const xhr = new XMLHttpRequest()
        xhr.open('GET', `${origin}/text?${query}`)
        xhr.responseType = responseType
        const loaded = next(xhr, 'load')
        xhr.send()
        await loaded
        const response: unknown = xhr.response
        return {
          tag: Object.prototype.toString.call(response),
          same: xhr.response === response,
          asText: await attempt(() => xhr.responseText),
          content:
            response instanceof Blob
              ? await response.text()
              : response instanceof ArrayBuffer
                ? new TextDecoder().decode(response)
                : response instanceof Document
                  ? response.documentElement.outerHTML
                  : response,
        }
      }
      return {
        buffer: await get('arraybuffer', 'body=bytes'),
        blob: await get('blob', 'body=blob'),
        json: await get('json', 'body={"a":1}'),
        document: await get('document', 'body=<p>page</p>&type=text/html'),
        text: await get('text', 'body=text'),
      }
    },
    expected: {
      buffer: { content: 'bytes', same: true, asText: containing('InvalidStateError') },
      blob: { content: 'blob' },
      json: { content: { a: 1 } },
      document: { content: containing('<p>page</p>') },
      text: { content: 'text', asText: 'went well' },
    },
  },

  'refuses wrong calls in the same words': {
    async run({ origin }) {
      const fresh = () =>
        new XMLHttpRequest() as unknown as Record<string, (...args: unknown[]) => void>
      const opened = () => {
        const xhr = fresh()
        xhr.open!('GET', origin)
        return xhr
      }
      return {
        open0: await attempt(() => fresh().open!()),
        open1: await attempt(() => fresh().open!('GET')),
        badMethod: await attempt(() => fresh().open!('TRACE', origin)),
        badUrl: await attempt(() => fresh().open!('GET', 'http://[')),
        symbol: await attempt(() => fresh().open!('GET', Symbol('no'))),
        hostile: await attempt(() =>
          fresh().open!('GET', {
            toString() {
              throw new RangeError('mine')
            },
          }),
        ),
        unsent: await attempt(() => fresh().send!()),
        twice: await attempt(() => {
          const xhr = opened()
          xhr.send!()
          xhr.send!()
        }),
        header: await attempt(() => fresh().setRequestHeader!('a', 'b')),
        ofAnother: await attempt(() =>
          Reflect.apply(XMLHttpRequest.prototype.open, {}, ['GET', origin]),
        ),
        sendOfAnother: await attempt(() => XMLHttpRequest.prototype.send.call({} as never)),
        abortOfNothing: await attempt(() =>
          XMLHttpRequest.prototype.abort.call(undefined as never),
        ),
        called: await attempt(() => (XMLHttpRequest as unknown as () => void)()),
        result: [opened().send!(), new XMLHttpRequest().abort()],
      }
    },
    expected: {
      open0: containing('threw TypeError'),
      badMethod: containing('SecurityError'),
      badUrl: containing('SyntaxError'),
      hostile: 'threw RangeError RangeError: mine',
      unsent: containing('InvalidStateError'),
      twice: containing('InvalidStateError'),
      ofAnother: containing('threw TypeError'),
      called: containing('threw TypeError'),
    },
  },

  'ends by abort, timeout, network and CORS with the same events': {
    async run({ origin, otherOrigin }) {
      const end = async (
        url: string,
        then: (xhr: XMLHttpRequest) => void = () => {},
        timeout = 0,
      ) => {
        const xhr = new XMLHttpRequest()
        const seen: string[] = []
        for (const type of ['readystatechange', 'abort', 'timeout', 'error', 'load', 'loadend']) {
          xhr.addEventListener(type, () => seen.push(`${type} ${xhr.readyState} ${xhr.status}`))
        }
        xhr.open('GET', url)
        // WebKit heeds none that comes later.
        xhr.timeout = timeout
        const ended = next(xhr, 'loadend')
        xhr.send()
        then(xhr)
        // WebKit ends some of them without a word.
        await Promise.race([ended, pause(2000)])
        return { seen, after: xhr.readyState }
      }
      return {
        abort: await end(`${origin}/hang`, (xhr) => setTimeout(() => xhr.abort(), 30)),
        abortAtOnce: await end(`${origin}/hang`, (xhr) => xhr.abort()),
        timeout: await end(`${origin}/hang`, () => {}, 30),
        network: await end(`${origin}/drop`),
        cors: await end(`${otherOrigin}/text?cors=no`),
      }
    },
    expected: {
      abort: {
        seen: ['readystatechange 1 0', 'readystatechange 4 0', 'abort 4 0', 'loadend 4 0'],
        after: 0,
      },
      timeout: {
        seen: ['readystatechange 1 0', 'readystatechange 4 0', 'timeout 4 0', 'loadend 4 0'],
        after: 4,
      },
      network: {
        seen: ['readystatechange 1 0', 'readystatechange 4 0', 'error 4 0', 'loadend 4 0'],
        after: 4,
      },
    },
  },

  'may be opened and sent again, also by its own handlers': {
    async run({ origin }) {
      const texts: string[] = []
      const xhr = new XMLHttpRequest()
      const done = new Promise<void>((resolve) => {
        xhr.onreadystatechange = () => {
          if (xhr.readyState !== 4) return
          texts.push(xhr.responseText)
          if (texts.length === 3) return resolve()
          xhr.open('GET', `${origin}/text?body=${texts.length + 1}`)
          xhr.send()
        }
      })
      xhr.open('GET', `${origin}/text?body=1`)
      xhr.send()
      await done
      return texts
    },
    expected: ['1', '2', '3'],
  },

  'asks for no preflight the page has not caused': {
    async run({ otherOrigin }) {
      const name = `xhr${Math.random()}`
      const xhr = new XMLHttpRequest()
      xhr.open('POST', `${otherOrigin}/echo?name=${name}`)
      const loaded = next(xhr, 'loadend')
      xhr.send('simple')
      await loaded
      return (await fetch(`${otherOrigin}/asked?name=${name}`)).json()
    },
    expected: ['POST'],
  },

  'sends every kind of body as it is': {
    async run({ origin }) {
      const form = new FormData()
      form.append('field', 'value')
      const page = document.implementation.createHTMLDocument('sent')
      const bodies = [null, 'text', new URLSearchParams({ a: '1' }), new Blob(['blob']), form, page]
      return Promise.all(
        [...bodies, new TextEncoder().encode('bytes')].map(async (body) => {
          const xhr = new XMLHttpRequest()
          xhr.open('POST', `${origin}/echo`)
          const loaded = next(xhr, 'load')
          xhr.send(body)
          await loaded
          const boundary = /boundary=([^"]*)/.exec(xhr.responseText)?.[1] ?? 'no boundary'
          return xhr.responseText.replaceAll(boundary, '<boundary>')
        }),
      )
    },
    expected: [
      containing('"body":""'),
      containing('"body":"text"'),
      containing('"body":"a=1"'),
      containing('"body":"blob"'),
      containing('<boundary>'),
      containing('<title>sent</title>'),
      containing('"body":"bytes"'),
    ],
  },

  'reads an address of the page once, and in time': {
    async run({ origin }) {
      let reads = 0
      const address = {
        toString() {
          reads += 1
          return `${origin}/text?body=${reads}`
        },
      }
      const xhr = new XMLHttpRequest()
      xhr.open('GET', address as never)
      const loaded = next(xhr, 'load')
      xhr.send()
      await loaded
      return { reads, text: xhr.responseText }
    },
    expected: { reads: 1, text: '1' },
  },

  'tells what a handler throws to the window, and goes on': {
    async run({ origin }) {
      const xhr = new XMLHttpRequest()
      const seen: string[] = []
      xhr.onload = () => {
        seen.push('throws')
        throw new Error('thrown by a handler')
      }
      xhr.addEventListener('load', () => seen.push('next'))
      xhr.open('GET', `${origin}/text`)
      const ended = next(xhr, 'loadend')
      xhr.send()
      await ended
      await pause(20)
      return { seen, noticed: fidelity.noticed.map((each) => each.slice(-19)) }
    },
    expected: { seen: ['throws', 'next'], noticed: ['thrown by a handler'] },
  },
}
