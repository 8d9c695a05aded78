import { bodyBytes } from '../browser/body-bytes.ts'
import { takeCallStack } from '../browser/call-stack.ts'
import { cut } from '../lib/cut.ts'
import { guard } from '../lib/guard.ts'
import type { NetworkEvent } from '../protocol/index.ts'
import type { Answer, Emit, NetworkOptions } from './types.ts'

interface Request {
  method: string
  /** Makes the address absolute. */
  url: () => string
  body: unknown
  /** The function of ours that the page has called. */
  above: (...args: never[]) => unknown
}

/** Ends the request: emits its event. */
export type EndRequest = (answer: Answer) => void

interface Requests {
  /** Takes the time of a request that begins now. */
  begin(request: Request): EndRequest
  stop(): void
}

const METHOD_LENGTH = 20

const URL_LENGTH = 2000

/** Follows requests of one kind from their begin to their end. */
export function trackRequests(
  api: NetworkEvent['api'],
  emit: Emit,
  { ignoreUrl, onFlush, details }: NetworkOptions,
): Requests {
  let stopped = false

  const begin = ({ method, url, body, above }: Request): EndRequest => {
    const time = Date.now()
    const start = performance.now()
    const requestBytes = bodyBytes(body)
    const initiator = takeCallStack(above)

    const tell = guard(({ headers, ...answer }: Answer) => {
      if (stopped) return
      const end = performance.now()
      emit(
        {
          type: 'network',
          time,
          api,
          method: cut(method.toUpperCase(), METHOD_LENGTH),
          url: '',
          ...answer,
          duration: Math.round(end - start),
        },
        () => {
          const address = url()
          if (ignoreUrl(address)) return undefined
          const bytes = requestBytes()
          const stack = initiator()
          return {
            url: cut(address, URL_LENGTH),
            ...(bytes !== undefined && { requestBytes: bytes }),
            ...(stack && { initiator: stack }),
            ...details[api]?.({ url: address, start, end, headers, ...answer }),
          }
        },
      )
    })

    const unsubscribe = onFlush(() => {
      unsubscribe()
      tell({ outcome: 'pending', status: 0 })
    })
    return (answer) => {
      unsubscribe()
      tell(answer)
    }
  }

  return {
    begin,
    stop() {
      stopped = true
    },
  }
}
