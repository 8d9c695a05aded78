import { describe, expect, inject, it, onTestFinished, vi } from 'vitest'

import { captureSockets } from '../../../src/capture/sockets.ts'
import { collectEvents } from '../../helpers/collect-events.ts'
import { networkOptions } from '../../helpers/network-options.ts'

const server = inject('answeringServer').replace('http', 'ws')

function install() {
  const { options, flush, leave } = networkOptions()
  return { ...collectEvents('socket', (emit) => captureSockets(emit, options)), flush, leave }
}

function next(target: EventTarget, type: string) {
  return new Promise<Event>((resolve) => target.addEventListener(type, resolve, { once: true }))
}

async function connect(path = '/chat') {
  const socket = new WebSocket(server + path)
  onTestFinished(() => socket.close())
  await next(socket, 'open')
  return socket
}

async function send(socket: WebSocket, data: string | Blob | ArrayBuffer) {
  socket.send(data)
  await next(socket, 'message')
}

describe('records', () => {
  it('that it opened, and how it was closed with what went through', async () => {
    const { events } = install()
    const socket = await connect('/chat?room=1')

    await send(socket, 'zwölf')
    await send(socket, new Blob(['abc']))
    socket.binaryType = 'arraybuffer'
    await send(socket, new ArrayBuffer(5))
    socket.send('close 4001')
    await next(socket, 'close')

    const common = {
      type: 'socket',
      time: expect.any(Number),
      api: 'websocket',
      url: `${server}/chat?room=1`,
      duration: expect.any(Number),
    }
    expect(events).toEqual([
      { ...common, phase: 'opened' },
      {
        ...common,
        phase: 'closed',
        closeCode: 4001,
        closeReason: 'enough',
        sentCount: 4,
        sentBytes: 6 + 3 + 5 + 10,
        receivedCount: 3,
        receivedBytes: 6 + 3 + 5,
      },
    ])
  })

  it('a connection that broke as failed', async () => {
    const { events } = install()
    const socket = await connect()

    socket.send('drop')
    await next(socket, 'close')

    expect(events).toMatchObject([{ phase: 'opened' }, { phase: 'failed', closeCode: 1006 }])
  })

  it('one that never opened as failed', async () => {
    const { events } = install()

    await next(new WebSocket('ws://127.0.0.1:1/'), 'close')

    expect(events).toMatchObject([{ phase: 'failed', closeCode: 1006, receivedCount: 0 }])
  })

  it('one that is open when the page is left as closed, once', async () => {
    const { events, flush, leave } = install()
    const socket = await connect()

    flush()
    leave()
    socket.close()
    await next(socket, 'close')

    expect(events.map(({ phase }) => phase)).toEqual(['opened', 'closed'])
    expect(events[1]).not.toHaveProperty('closeCode')
  })

  it('one of a class that extends it', async () => {
    const { events } = install()
    class Chat extends WebSocket {
      override addEventListener(): never {
        throw new Error('of the page')
      }
    }

    const chat = new Chat(`${server}/chat`)
    onTestFinished(() => chat.close())
    await expect.poll(() => events).toMatchObject([{ phase: 'opened' }])

    expect(chat).toBeInstanceOf(Chat)
    expect(chat).toBeInstanceOf(WebSocket)
  })

  it('nothing of what the browser throws away', async () => {
    const { events } = install()
    const socket = await connect()
    socket.close()
    socket.send('too late')
    await next(socket, 'close')

    expect(events[1]).toMatchObject({ phase: 'closed', sentCount: 0, sentBytes: 0 })
  })
})

describe('leaves the page as it was', () => {
  const shape = () => ({
    name: WebSocket.name,
    length: WebSocket.length,
    looksNative: String(WebSocket).includes('[native code]'),
    keys: Reflect.ownKeys(WebSocket),
    parent: Object.getPrototypeOf(WebSocket),
    flags: { ...Object.getOwnPropertyDescriptor(globalThis, 'WebSocket'), value: 0 },
    constructorFlags: {
      ...Object.getOwnPropertyDescriptor(WebSocket.prototype, 'constructor'),
      value: 0,
    },
    open: WebSocket.OPEN,
    send: [WebSocket.prototype.send.name, WebSocket.prototype.send.length],
  })

  it('keeps the shape of the constructor', async () => {
    const before = shape()
    const { prototype } = WebSocket

    install()

    expect(shape()).toEqual(before)
    expect(WebSocket.prototype === prototype).toBe(true)
    expect(WebSocket.prototype.constructor).toBe(WebSocket)
    const socket = await connect()
    expect(socket.constructor).toBe(WebSocket)
    expect(Object.getPrototypeOf(socket) === prototype).toBe(true)
    expect(Object.prototype.toString.call(socket)).toBe('[object WebSocket]')
    expect(Reflect.ownKeys(socket)).toEqual([])
    expect(socket.binaryType).toBe('blob')
  })

  it.each<[string, () => unknown]>([
    ['no address', () => Reflect.construct(WebSocket, [])],
    ['an address that is none', () => new WebSocket('http://')],
    ['a protocol that is none', () => new WebSocket(server, ['a', 'a'])],
    ['a call without new', () => Reflect.apply(WebSocket, undefined, [server])],
    ['sending nothing', () => Reflect.apply(WebSocket.prototype.send, {}, [])],
    ['sending too early', () => new WebSocket(server).send('')],
  ])('refuses %s in the same words', (_name, call) => {
    const refusal = () => {
      try {
        return call()
      } catch (error) {
        return `${(error as Error).constructor.name} ${String(error)}`
      }
    }
    const before = refusal()

    install()

    expect(before).toEqual(expect.any(String))
    expect(refusal()).toBe(before)
  })

  it('hands over every message once, in order', async () => {
    install()
    const socket = await connect()
    const heard: unknown[] = []
    socket.onmessage = ({ data }) => heard.push(data)

    for (const word of ['one', 'two', 'three']) socket.send(word)
    await expect.poll(() => heard).toEqual(['one', 'two', 'three'])
  })
})

describe('uninstalls', () => {
  it('gives back the very functions it found, and falls silent', async () => {
    const before = { WebSocket, send: WebSocket.prototype.send }

    const { events, uninstall } = install()
    expect(WebSocket).not.toBe(before.WebSocket)
    const socket = await connect()
    uninstall()
    uninstall()
    socket.close()
    await next(socket, 'close')

    expect({ WebSocket, send: WebSocket.prototype.send }).toEqual(before)
    expect(WebSocket).toBe(before.WebSocket)
    expect(WebSocket.prototype.constructor).toBe(before.WebSocket)
    expect(events.map(({ phase }) => phase)).toEqual(['opened'])
  })
})

describe('survives its own failure', () => {
  it('answers the page when emit throws', async () => {
    const failed = vi.fn()
    window.addEventListener('error', failed)
    onTestFinished(() => window.removeEventListener('error', failed))
    const fail = vi.fn(() => {
      throw new Error('ours')
    })
    onTestFinished(captureSockets(fail, networkOptions().options))

    const socket = await connect()
    await send(socket, 'fine')

    expect(fail).toHaveBeenCalledTimes(1)
    expect(failed).not.toHaveBeenCalled()
  })
})
