import { bodyBytes } from '../browser/body-bytes.ts'
import { observe, observeConstructor } from '../browser/patch.ts'
import { cut } from '../lib/cut.ts'
import { guard } from '../lib/guard.ts'
import { readProperty, readText } from '../lib/read-property.ts'
import type { SocketEvent } from '../protocol/index.ts'
import type { Capture, NetworkOptions } from './types.ts'

type Phase = SocketEvent['phase']

interface Socket {
  tell(phase: Phase, ending?: Pick<SocketEvent, 'closeCode' | 'closeReason'>): void
  count(direction: 'sent' | 'received', data: unknown): void
}

const URL_LENGTH = 2000

/** `WebSocket.OPEN`. */
const OPEN = 1

/** `EventSource.CLOSED`: it will not connect again. */
const CLOSED = 2

/**
 * Emits one event when a WebSocket or an EventSource opens and one when it ends; what they carry
 * is counted only. Messages of an EventSource to which the server gave a name are not even
 * counted: to hear of them one has to know it.
 */
export const captureSockets: Capture<NetworkOptions> = (emit, { onFlush }) => {
  // The page may put wrappers of its own in their place later, and a subclass see our listeners.
  const { WebSocket, EventSource } = globalThis
  const { addEventListener } = EventTarget.prototype
  const sockets = new WeakMap<object, Socket>()
  let installed = true

  const createSocket = (api: SocketEvent['api'], url: string): Socket => {
    const start = performance.now()
    const counts = { sentCount: 0, sentBytes: 0, receivedCount: 0, receivedBytes: 0 }
    let last: Phase | undefined
    let unsubscribe = () => {}

    const tell: Socket['tell'] = (phase, ending) => {
      // After `failed` it may only open again, after `closed` nothing comes any more.
      const isOver = last && (last === 'closed' || (phase === 'opened') === (last === 'opened'))
      if (isOver || !installed) return
      last = phase
      unsubscribe()
      if (phase === 'opened') unsubscribe = onFlush((isLeft) => isLeft && tell('closed'))
      emit({
        type: 'socket',
        time: Date.now(),
        api,
        url: cut(url, URL_LENGTH),
        phase,
        duration: Math.round(performance.now() - start),
        ...(phase !== 'opened' && counts),
        ...ending,
      })
    }

    return {
      tell,
      count(direction, data) {
        counts[`${direction}Count`] += 1
        counts[`${direction}Bytes`] += bodyBytes(data)() ?? 0
      },
    }
  }

  const watch = (name: 'WebSocket' | 'EventSource') =>
    observeConstructor(
      globalThis,
      name,
      guard((made) => {
        const { tell, count } = createSocket(
          name.toLowerCase() as SocketEvent['api'],
          readText(made, 'url'),
        )
        sockets.set(made, { tell, count })
        let isOpen = false

        const onEvent = guard((event: Event) => {
          // A server may call a message `open` or `error`.
          if (event instanceof MessageEvent) count('received', event.data)
          else if (event instanceof CloseEvent) {
            const { wasClean, code, reason } = event
            tell(wasClean ? 'closed' : 'failed', { closeCode: code, closeReason: reason })
          } else if (event.type === 'open') {
            isOpen = true
            tell('opened')
          } else if (name === 'EventSource') {
            // A stream may end at any time: it has failed when it does not come back.
            if (!isOpen || readProperty(made, 'readyState') === CLOSED) tell('failed')
            isOpen = false
          }
        })
        for (const type of ['open', 'message', 'error', 'close']) {
          Reflect.apply(addEventListener, made, [type, onEvent])
        }
      }),
    )

  const uninstallers = [
    watch('WebSocket'),
    watch('EventSource'),
    observe(
      WebSocket.prototype,
      'send',
      guard((socket, [data]) => {
        // Otherwise the browser throws it away.
        if (readProperty(socket, 'readyState') === OPEN) {
          sockets.get(socket as object)?.count('sent', data)
        }
      }),
    ),
    observe(
      EventSource.prototype,
      'close',
      guard((source) => sockets.get(source as object)?.tell('closed')),
    ),
  ]

  return () => {
    installed = false
    for (const uninstall of uninstallers) uninstall()
  }
}
