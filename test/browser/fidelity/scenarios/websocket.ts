import type { Scenarios } from '../harness/scenario.ts'
import { attempt } from '../page/attempt.ts'
import { containing } from '../page/containing.ts'
import { shapeOf } from '../page/shape.ts'
import { next } from '../page/until.ts'

const toSocket = (origin: string) => origin.replace('http', 'ws')

export const websocketScenarios: Scenarios = {
  'looks as it did': {
    run: ({ origin }) => {
      const socket = new WebSocket(toSocket(origin))
      const seen = {
        class: shapeOf(window, 'WebSocket'),
        statics: ['CONNECTING', 'OPEN', 'CLOSING', 'CLOSED'].map((key) => shapeOf(WebSocket, key)),
        members: ['send', 'close', 'onmessage', 'readyState', 'binaryType', 'CLOSED'].map((key) =>
          shapeOf(WebSocket.prototype, key),
        ),
        keys: Reflect.ownKeys(WebSocket.prototype).map(String),
        own: Reflect.ownKeys(socket).length,
        constructor: [
          WebSocket.prototype.constructor === WebSocket,
          socket.constructor === WebSocket,
        ],
        is: [socket instanceof WebSocket, socket instanceof EventTarget],
        parent: Object.getPrototypeOf(WebSocket) === EventTarget,
        prototype: Object.getPrototypeOf(socket) === WebSocket.prototype,
        tag: Object.prototype.toString.call(socket),
        facts: [socket.readyState, socket.binaryType, socket.bufferedAmount, socket.protocol],
      }
      socket.close()
      return seen
    },
    expected: {
      class: { value: { name: 'WebSocket', length: 1 } },
      own: 0,
      constructor: [true, true],
      is: [true, true],
      parent: true,
      prototype: true,
      facts: [0, 'blob', 0, ''],
    },
  },

  'carries texts and bytes both ways, to both kinds of handlers in their order': {
    async run({ origin }) {
      const socket = new WebSocket(toSocket(origin))
      socket.binaryType = 'arraybuffer'
      const seen: string[] = []
      const note = (how: string) => (event: Event) => {
        const data: unknown = event instanceof MessageEvent ? event.data : ''
        const text = data instanceof ArrayBuffer ? new TextDecoder().decode(data) : String(data)
        seen.push(`${how} ${event.type} ${socket.readyState} ${text}`)
      }
      for (const type of ['open', 'message', 'close', 'error']) {
        Reflect.set(socket, `on${type}`, note('on'))
        socket.addEventListener(type, note('listener'))
      }
      await next(socket, 'open')
      const results: unknown[] = []
      for (const data of ['text', new TextEncoder().encode('bytes'), new Blob(['blob'])]) {
        const message = next(socket, 'message')
        results.push(socket.send(data))
        await message
      }
      const closed = next<CloseEvent>(socket, 'close')
      socket.send('close 4001 done')
      const { code, reason, wasClean } = await closed
      return { seen, results, code, reason, wasClean }
    },
    expected: {
      seen: [
        'on open 1 ',
        'listener open 1 ',
        'on message 1 text',
        'listener message 1 text',
        'on message 1 bytes',
        'listener message 1 bytes',
        'on message 1 blob',
        'listener message 1 blob',
        'on close 3 ',
        'listener close 3 ',
      ],
      code: 4001,
      reason: 'done',
      wasClean: true,
    },
  },

  'ends by the page, the network and a refusal with the same events': {
    async run({ origin }) {
      const end = async (url: string, then: (socket: WebSocket) => void) => {
        const socket = new WebSocket(url)
        const seen: string[] = []
        for (const type of ['open', 'error', 'close']) {
          socket.addEventListener(type, () => seen.push(`${type} ${socket.readyState}`))
        }
        socket.addEventListener('open', () => then(socket))
        const { code, reason, wasClean } = await next<CloseEvent>(socket, 'close')
        return { seen, code, reason, wasClean }
      }
      return {
        page: await end(toSocket(origin), (socket) => socket.close(3000, 'enough')),
        network: await end(toSocket(origin), (socket) => socket.send('drop')),
        refused: await end(`${toSocket(origin)}/refuse`, () => {}),
      }
    },
    expected: {
      page: { seen: ['open 1', 'close 3'], code: 3000, reason: 'enough', wasClean: true },
      network: { code: 1006, wasClean: false },
      refused: { seen: ['error 3', 'close 3'], code: 1006, wasClean: false },
    },
  },

  'may be subclassed, and made by Reflect': {
    async run({ origin }) {
      class Mine extends WebSocket {
        readonly #sent: unknown[] = []

        override send(data: string) {
          this.#sent.push(data)
          super.send(data)
        }

        get sent() {
          return this.#sent
        }
      }
      const mine = new Mine(toSocket(origin))
      await next(mine, 'open')
      const message = next<MessageEvent>(mine, 'message')
      mine.send('by a subclass')
      const { data } = await message
      const other = Reflect.construct(WebSocket, [toSocket(origin)], Mine) as Mine
      const seen = {
        data: data as unknown,
        sent: mine.sent,
        is: [mine instanceof Mine, mine instanceof WebSocket, mine.constructor === Mine],
        other: [other instanceof Mine, Object.getPrototypeOf(other) === Mine.prototype],
        inherited: Object.getPrototypeOf(Mine) === WebSocket,
        open: Mine.OPEN,
      }
      mine.close()
      other.close()
      return seen
    },
    expected: {
      data: 'by a subclass',
      sent: ['by a subclass'],
      is: [true, true, true],
      other: [true, true],
      inherited: true,
      open: 1,
    },
  },

  'refuses wrong calls in the same words': {
    async run({ origin }) {
      const Socket = WebSocket as unknown as new (...args: unknown[]) => WebSocket
      const socket = new WebSocket(toSocket(origin))
      const send = socket.send as unknown as (...args: unknown[]) => void
      const seen = {
        called: await attempt(() => (WebSocket as unknown as () => void)()),
        nothing: await attempt(() => new Socket()),
        url: await attempt(() => new Socket('http://[')),
        scheme: await attempt(() => new Socket('ftp://example.com')),
        fragment: await attempt(() => new Socket(`${toSocket(origin)}#hash`)),
        protocols: await attempt(() => new Socket(toSocket(origin), ['a', 'a'])),
        hostile: await attempt(
          () =>
            new Socket({
              toString() {
                throw new RangeError('mine')
              },
            }),
        ),
        early: await attempt(() => new WebSocket(toSocket(origin)).send('early')),
        send: await attempt(() => send.call(socket)),
        close: await attempt(() => socket.close(1001)),
        reason: await attempt(() => socket.close(3000, 'x'.repeat(200))),
        ofAnother: await attempt(() => send.call({}, 'text')),
      }
      socket.close()
      return seen
    },
    expected: {
      called: containing('threw TypeError'),
      nothing: containing('threw TypeError'),
      url: containing('SyntaxError'),
      protocols: containing('SyntaxError'),
      hostile: 'threw RangeError RangeError: mine',
      early: containing('InvalidStateError'),
      close: containing('InvalidAccessError'),
      ofAnother: containing('threw TypeError'),
    },
  },

  'reads an address of the page once': {
    async run({ origin }) {
      let reads = 0
      const address = {
        toString() {
          reads += 1
          return toSocket(origin)
        },
      }
      const socket = new WebSocket(address as never)
      await next(socket, 'open')
      socket.close()
      return { reads, url: socket.url }
    },
    expected: { reads: 1 },
  },
}
