import { bodyBytes } from '../browser/body-bytes.ts'
import { patch } from '../browser/patch.ts'
import { readUrl } from '../browser/read-url.ts'
import { cut } from '../lib/cut.ts'
import { guard } from '../lib/guard.ts'
import type { NetworkEvent } from '../protocol/index.ts'
import type { Capture, NetworkOptions } from './types.ts'

type Outcome = NetworkEvent['outcome']

interface Sent {
  start: number
  request: Pick<NetworkEvent, 'type' | 'time' | 'api' | 'method' | 'url' | 'requestBytes'>
}

const URL_LENGTH = 2000

const OUTCOMES = {
  load: 'completed',
  error: 'failed',
  abort: 'aborted',
  timeout: 'timeout',
} as const

/**
 * Emits one event per `XMLHttpRequest`, when it has ended.
 *
 * An object may serve many requests, and its own handlers may open or abort it again: what it
 * holds is read before such a call resets it.
 */
export const captureXhr: Capture<NetworkOptions> = (emit, { ignoreUrl }) => {
  // The page may put a wrapper of its own in the global's place later.
  const Xhr = XMLHttpRequest
  let installed = true
  const opened = new WeakMap<object, { method: string; url: string }>()
  const sent = new WeakMap<object, Sent>()

  const end = guard((xhr: object, outcome: Outcome, status: number, responseBytes?: number) => {
    const current = sent.get(xhr)
    sent.delete(xhr)
    if (!installed || !current) return

    const duration = Math.round(performance.now() - current.start)
    emit({
      ...current.request,
      outcome,
      status,
      duration,
      ...(responseBytes !== undefined && { responseBytes }),
    })
  })

  // One function for all: adding it again to an object that is used again changes nothing.
  const onEnd = guard(({ type, currentTarget, loaded }: ProgressEvent) => {
    // Not 4: a handler before ours has opened the object again.
    if (!(currentTarget instanceof Xhr) || currentTarget.readyState !== 4) return
    const outcome = OUTCOMES[type as keyof typeof OUTCOMES]
    if (outcome === 'completed') end(currentTarget, outcome, currentTarget.status, loaded)
    else end(currentTarget, outcome, 0)
  })

  /** Reads what a call of the page is about to reset; the result ends the request with it. */
  const readBeforeReset = guard((xhr: unknown) => {
    if (!(xhr instanceof Xhr) || !sent.has(xhr)) return undefined
    const { readyState, status } = xhr
    const outcome = readyState < 4 ? 'aborted' : status > 0 ? 'completed' : 'failed'
    return () => end(xhr, outcome, outcome === 'completed' ? status : 0)
  })

  const open = guard((xhr: object, [method, input]: unknown[]) => {
    const url = readUrl(input)
    if (typeof method !== 'string' || url === undefined || ignoreUrl(url)) opened.delete(xhr)
    else opened.set(xhr, { method: cut(method.toUpperCase(), 20), url: cut(url, URL_LENGTH) })
  })

  const begin = guard((xhr: unknown, body: unknown) => {
    const address = xhr instanceof Xhr && !sent.has(xhr) && opened.get(xhr)
    if (!address) return false
    const requestBytes = bodyBytes(body)
    const request: Sent['request'] = {
      type: 'network',
      time: Date.now(),
      api: 'xhr',
      ...address,
      ...(requestBytes !== undefined && { requestBytes }),
    }

    for (const type of Object.keys(OUTCOMES)) xhr.addEventListener(type, onEnd as EventListener)
    sent.set(xhr, { start: performance.now(), request })
    return true
  })

  const { prototype } = Xhr
  const uninstallers = [
    patch(
      prototype,
      'open',
      (original) =>
        function (...args) {
          const endPrevious = readBeforeReset(this)
          const result = Reflect.apply(original, this, args)
          endPrevious?.()
          open(this as object, args)
          return result
        },
    ),
    patch(
      prototype,
      'abort',
      (original) =>
        function (...args) {
          const endPrevious = readBeforeReset(this)
          const result = Reflect.apply(original, this, args)
          endPrevious?.()
          return result
        },
    ),
    patch(
      prototype,
      'send',
      (original) =>
        function (...args) {
          const begun = begin(this, args[0])
          try {
            return Reflect.apply(original, this, args)
          } catch (error) {
            // A synchronous request has no event for its failure.
            if (begun) end(this as object, 'failed', 0)
            throw error
          }
        },
    ),
  ]

  return () => {
    installed = false
    for (const uninstall of uninstallers) uninstall()
  }
}
