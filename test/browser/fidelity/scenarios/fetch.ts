import type { Scenarios } from '../harness/scenario.ts'
import { attempt, describe } from '../page/attempt.ts'
import { containing } from '../page/containing.ts'
import { shapeOf } from '../page/shape.ts'
import { next, pause, until } from '../page/until.ts'

/** Calls of anything that reads, copies or splits a body; filled in by `before`. */
const bodyCalls: string[] = []

export const fetchScenarios: Scenarios = {
  'looks as it did': {
    run: () => ({
      shape: shapeOf(window, 'fetch'),
      same: window.fetch === fetch && globalThis.fetch === self.fetch,
    }),
    expected: { shape: { depth: 0, value: { name: 'fetch', length: 1 } }, same: true },
  },

  'leaves a bare failed call its one unhandled rejection': {
    async run({ origin }) {
      let count = 0
      addEventListener('unhandledrejection', () => (count += 1))
      const told = next<PromiseRejectionEvent>(window, 'unhandledrejection')
      void fetch(`${origin}/drop`)
      const { reason } = await told
      await pause(50)
      return { count, name: (reason as Error).name, message: (reason as Error).message }
    },
    expected: { count: 1, name: 'TypeError' },
  },

  'leaves a bare aborted call its one unhandled rejection': {
    async run({ origin }) {
      const told = next<PromiseRejectionEvent>(window, 'unhandledrejection')
      const controller = new AbortController()
      void fetch(`${origin}/hang`, { signal: controller.signal })
      controller.abort('no longer needed')
      const { reason } = await told
      // WebKit gives a reason of its own.
      return { told: true, reason: String(reason) }
    },
    expected: { told: true },
  },

  'leaves a handled failure unreported': {
    async run({ origin }) {
      let count = 0
      addEventListener('unhandledrejection', () => (count += 1))
      const failure = await fetch(`${origin}/drop`).catch(describe)
      await pause(50)
      return { count, failed: typeof failure }
    },
    expected: { count: 0, failed: 'string' },
  },

  'resolves while the body is still open, and lets go of it when the page does': {
    async run({ origin }) {
      const name = `fetch${Math.random()}`
      const isOpen = async () => (await fetch(`${origin}/is-open?name=${name}`)).json()
      const response = await fetch(`${origin}/open?name=${name}`)
      const open = (await isOpen()) as boolean
      const reader = response.body!.getReader()
      const { value } = await reader.read()
      await reader.cancel()
      return {
        open,
        first: new TextDecoder().decode(value),
        letGo: await until(async () => (await isOpen()) === false),
      }
    },
    // Firefox reads on for its cache.
    expected: { open: true, first: 'first\n' },
  },

  'has its body read, copied and split by nobody but the page': {
    before() {
      const count = (prototype: object, key: string) => {
        const original = Reflect.get(prototype, key) as (...args: unknown[]) => unknown
        Reflect.set(prototype, key, function (this: unknown, ...args: unknown[]) {
          bodyCalls.push(key)
          return Reflect.apply(original, this, args)
        })
      }
      for (const key of ['clone', 'text', 'json', 'blob', 'arrayBuffer', 'formData']) {
        count(Response.prototype, key)
        count(Request.prototype, key)
      }
      for (const key of ['tee', 'getReader', 'pipeTo', 'pipeThrough']) {
        count(ReadableStream.prototype, key)
      }
    },
    async run({ origin }) {
      bodyCalls.length = 0
      const text = await (await fetch(`${origin}/text?body=once`)).text()
      await fetch(new Request(`${origin}/echo`, { method: 'POST', body: 'sent' }))
      await pause(50)
      return { text, bodyCalls }
    },
    expected: { text: 'once', bodyCalls: ['text'] },
  },

  'rejects wrong calls in the same words': {
    run: async ({ origin }) => ({
      nothing: await attempt(() => (fetch as () => unknown)()),
      undefined: await attempt(() => fetch(undefined as never)),
      symbol: await attempt(() => fetch(Symbol('no') as never)),
      badUrl: await attempt(() => fetch('http://[')),
      badScheme: await attempt(() => fetch('nowhere:')),
      badMethod: await attempt(() => fetch(origin, { method: 'TRACE' })),
      badInit: await attempt(() => fetch(origin, 7 as never)),
      bodyWithGet: await attempt(() => fetch(origin, { body: 'text' })),
      badHeaders: await attempt(() => fetch(origin, { headers: { 'not a name': 'x' } })),
      badMode: await attempt(() => fetch(origin, { mode: 'navigate' })),
      badSignal: await attempt(() => fetch(origin, { signal: {} as AbortSignal })),
      ofAnother: await attempt(() => fetch.call({} as never, origin)),
      constructed: await attempt(() => Reflect.construct(fetch, [origin])),
      returnsPromise: (fetch as () => Promise<unknown>)().catch(() => {}) instanceof Promise,
    }),
    expected: {
      nothing: containing('rejected with TypeError'),
      badUrl: containing('rejected with TypeError'),
      badMethod: containing('rejected with TypeError'),
      ofAnother: containing('TypeError'),
      constructed: containing('threw TypeError'),
      returnsPromise: true,
    },
  },

  'may be called on nothing, and taken along': {
    async run({ origin }) {
      const { fetch: taken } = window
      const texts = [
        taken(`${origin}/text?body=taken`),
        fetch.call(undefined, `${origin}/text?body=called`),
        fetch.apply(null as never, [`${origin}/text?body=applied`]),
        Reflect.apply(fetch, window, [`${origin}/text?body=reflected`]),
        fetch.bind(window)(`${origin}/text?body=bound`),
      ].map(async (response) => (await response).text())
      return Promise.all(texts)
    },
    expected: ['taken', 'called', 'applied', 'reflected', 'bound'],
  },

  'answers with a response of its own class, untouched': {
    async run({ origin }) {
      const promise = fetch(`${origin}/redirect`)
      const response = await promise
      return {
        promise: [promise.constructor === Promise, Reflect.ownKeys(promise).length],
        isResponse: response instanceof Response,
        prototype: Object.getPrototypeOf(response) === Response.prototype,
        own: Reflect.ownKeys(response).length,
        tag: Object.prototype.toString.call(response),
        facts: [
          response.status,
          response.ok,
          response.redirected,
          response.type,
          response.bodyUsed,
        ],
        url: response.url,
        header: response.headers.get('x-answer'),
        clone: await response.clone().text(),
        again: await new Response(response.body).text(),
        used: response.bodyUsed,
      }
    },
    expected: {
      promise: [true, 0],
      isResponse: true,
      prototype: true,
      own: 0,
      facts: [200, true, true, 'basic', false],
      clone: 'redirected',
      again: 'redirected',
    },
  },

  'answers with what structuredClone and the Cache API treat as before': {
    async run({ origin }) {
      const response = await fetch(`${origin}/text?body=cached`)
      const cloned = await attempt(() => structuredClone(response))
      const cache = await caches.open('fidelity')
      await cache.put(`${origin}/text?body=cached`, response)
      const match = await cache.match(`${origin}/text?body=cached`)
      const text = await match?.text()
      await caches.delete('fidelity')
      return { cloned, text, used: response.bodyUsed }
    },
    expected: { cloned: containing('DataCloneError'), text: 'cached', used: true },
  },

  'tells signals aborted before, meanwhile and during the body by their own reasons': {
    async run({ origin }) {
      const reason = { mine: true }
      const before = await fetch(origin, { signal: AbortSignal.abort(reason) }).catch(
        (error: unknown) => error === reason,
      )
      const plain = await attempt(() => fetch(origin, { signal: AbortSignal.abort() }))
      const inRequest = await attempt(() =>
        fetch(new Request(origin, { signal: AbortSignal.abort('by request') })),
      )

      const meanwhile = new AbortController()
      // Caught at once: when WebKit looks for who has not is a matter of chance.
      const waiting = fetch(`${origin}/hang`, { signal: meanwhile.signal }).catch(
        (error: unknown) => error === reason,
      )
      meanwhile.abort(reason)

      const during = new AbortController()
      const response = await fetch(`${origin}/open?name=abort`, { signal: during.signal })
      const reading = response.text().catch((error: unknown) => error === reason || describe(error))
      during.abort(reason)

      return {
        before,
        plain,
        inRequest,
        meanwhile: await waiting,
        during: await reading,
        timeout: await attempt(() => fetch(`${origin}/hang`, { signal: AbortSignal.timeout(30) })),
      }
    },
    expected: {
      before: true,
      plain: containing('DOMException AbortError'),
      inRequest: 'rejected with by request',
    },
  },

  'uses the body of a Request once, and lets the page see it': {
    async run({ origin }) {
      const request = new Request(`${origin}/echo`, { method: 'POST', body: 'of the request' })
      const before = request.bodyUsed
      const copy = request.clone()
      const first = (await (await fetch(request)).json()) as unknown
      const used = request.bodyUsed
      return {
        before,
        first,
        used,
        again: await attempt(() => fetch(request)),
        copy: (await (await fetch(copy)).json()) as unknown,
        replaced: (await (
          await fetch(new Request(`${origin}/echo`, { method: 'POST', body: 'old' }), {
            body: 'new',
            headers: { 'x-page': 'kept' },
          })
        ).json()) as unknown,
      }
    },
    expected: {
      before: false,
      first: { method: 'POST', body: 'of the request' },
      used: true,
      again: containing('TypeError'),
      copy: { body: 'of the request' },
      replaced: { method: 'POST', body: 'new', page: 'kept' },
    },
  },

  'sends every kind of body as it is': {
    async run({ origin }) {
      const form = new FormData()
      form.append('field', 'value')
      form.append('file', new File(['content'], 'name.txt', { type: 'text/plain' }))
      const bodies = [
        'text',
        new URLSearchParams({ a: '1' }),
        new Blob(['blob'], { type: 'text/x-blob' }),
        new TextEncoder().encode('bytes'),
        new TextEncoder().encode('buffer').buffer,
        form,
      ]
      return Promise.all(
        bodies.map(async (body) => {
          const echo = (await (await fetch(`${origin}/echo`, { method: 'POST', body })).json()) as {
            type?: string
            body: string
          }
          // Each form has a boundary of its own.
          const boundary = /boundary=(.*)/.exec(echo.type ?? '')?.[1] ?? 'no boundary'
          return JSON.stringify(echo).replaceAll(boundary, '<boundary>')
        }),
      )
    },
    expected: [
      containing('"body":"text"'),
      containing('"body":"a=1"'),
      containing('"type":"text/x-blob"'),
      containing('"body":"bytes"'),
      containing('"body":"buffer"'),
      containing('filename=\\"name.txt\\"'),
    ],
  },

  'treats a stream as a body as it did': {
    async run({ origin }) {
      let pulls = 0
      const body = new ReadableStream({
        pull(controller) {
          pulls += 1
          controller.enqueue(new TextEncoder().encode('streamed'))
          controller.close()
        },
      })
      // Chromium wants HTTP/2 for it, others have no such thing.
      const outcome = await attempt(() =>
        fetch(`${origin}/echo`, { method: 'POST', body, duplex: 'half' } as RequestInit),
      )
      return { outcome, pulls: pulls > 0, locked: body.locked }
    },
    expected: {},
  },

  'reads what it is given no more often, and in the same order': {
    async run({ origin }) {
      const reads: string[] = []
      const init = new Proxy(
        { method: 'POST', body: 'text', headers: { 'x-page': 'x' } },
        {
          get(target, key) {
            reads.push(String(key))
            return Reflect.get(target, key) as unknown
          },
        },
      )
      const url = {
        toString() {
          reads.push('toString of the address')
          return `${origin}/echo`
        },
      }
      const { body } = (await (await fetch(url as never, init)).json()) as { body: string }
      return { body, reads }
    },
    expected: { body: 'text' },
  },

  'gives a page that changes what it gave no other request': {
    async run({ origin }) {
      const init = { method: 'POST', body: 'before' }
      const waiting = fetch(`${origin}/echo`, init)
      init.body = 'after'
      return (await waiting).json()
    },
    expected: { body: 'before' },
  },

  'tells apart what servers and the network do': {
    run: async ({ origin, otherOrigin }) => ({
      status: (await fetch(`${origin}/text?status=503`)).status,
      allowed: (await fetch(`${otherOrigin}/text`)).type,
      forbidden: await attempt(() => fetch(`${otherOrigin}/text?cors=no`)),
      opaque: (await fetch(`${otherOrigin}/text?cors=no`, { mode: 'no-cors' })).type,
      manual: (await fetch(`${origin}/redirect`, { redirect: 'manual' })).type,
      refused: await attempt(() => fetch(`${origin}/redirect`, { redirect: 'error' })),
      cut: await attempt(async () => (await fetch(`${origin}/cut`)).text()),
      data: await (await fetch('data:,text')).text(),
      blob: await (await fetch(URL.createObjectURL(new Blob(['blob'])))).text(),
    }),
    expected: {
      status: 503,
      allowed: 'cors',
      forbidden: containing('TypeError'),
      opaque: 'opaque',
      manual: 'opaqueredirect',
      data: 'text',
      blob: 'blob',
    },
  },

  'leaves a stand-in of the page what it answers': {
    before() {
      const thenable = { then: (resolve: (text: string) => void) => resolve('no promise') }
      Object.assign(window, {
        thenable,
        fetch: (kind: string) => {
          if (kind === 'throw') throw new RangeError('mine')
          return kind === 'thenable'
            ? thenable
            : kind === 'number'
              ? 7
              : Promise.resolve('no response')
        },
      })
    },
    async run() {
      const call = fetch as unknown as (kind: string) => unknown
      return {
        same: call('thenable') === (window as unknown as { thenable: unknown }).thenable,
        number: call('number'),
        promise: await call('promise'),
        thrown: await attempt(() => call('throw')),
      }
    },
    expected: {
      same: true,
      number: 7,
      promise: 'no response',
      thrown: 'threw RangeError RangeError: mine',
    },
  },

  'sends no request of its own to the page’s server, and asks for no preflight': {
    async run({ otherOrigin }) {
      const name = `fetch${Math.random()}`
      await fetch(`${otherOrigin}/echo?name=${name}`, { method: 'POST', body: 'simple' })
      await pause(50)
      return (await fetch(`${otherOrigin}/asked?name=${name}`)).json()
    },
    expected: ['POST'],
  },
}
