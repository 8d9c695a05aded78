import { patch } from '../browser/patch.ts'
import { takeUrl } from '../browser/read-url.ts'
import { guard } from '../lib/guard.ts'
import type { NetworkEvent } from '../protocol/index.ts'
import { type EndRequest, trackRequests } from './track-requests.ts'
import type { Answer, Capture, NetworkOptions } from './types.ts'

const OUTCOMES: Record<string, NetworkEvent['outcome']> = {
  load: 'completed',
  error: 'failed',
  abort: 'aborted',
  timeout: 'timeout',
}

/**
 * Emits one event per `XMLHttpRequest`, when it has ended.
 *
 * An object may serve many requests, and its own handlers may open or abort it again: what it
 * holds is read before such a call resets it.
 */
export const captureXhr: Capture<NetworkOptions> = (emit, options) => {
  // The page may put a wrapper of its own in the global's place later.
  const Xhr = XMLHttpRequest
  const requests = trackRequests('xhr', emit, options)
  const opened = new WeakMap<object, { method: string; url: () => string }>()
  const sent = new WeakMap<object, EndRequest>()

  const end = guard((xhr: object, answer: Answer) => {
    const endRequest = sent.get(xhr)
    sent.delete(xhr)
    endRequest?.(answer)
  })

  // One function for all: adding it again to an object that is used again changes nothing.
  const onEnd = guard(({ type, currentTarget, loaded }: ProgressEvent) => {
    // Not 4: a handler before ours has opened the object again.
    if (!(currentTarget instanceof Xhr) || currentTarget.readyState !== 4) return
    end(currentTarget, {
      outcome: OUTCOMES[type] ?? 'failed',
      ...readAnswer(currentTarget),
      ...(type === 'load' && { responseBytes: loaded }),
    })
  })

  /** Reads what a call of the page is about to reset; the result ends the request with it. */
  const readBeforeReset = guard((xhr: unknown) => {
    if (!(xhr instanceof Xhr) || !sent.has(xhr)) return undefined
    if (xhr.readyState < 4) return () => end(xhr, { outcome: 'aborted', status: 0 })
    const answer = readAnswer(xhr)
    return () => end(xhr, { outcome: answer.status ? 'completed' : 'failed', ...answer })
  })

  const open = guard((xhr: object, [method, input]: unknown[]) => {
    const url = takeUrl(input)
    if (typeof method !== 'string' || !url) opened.delete(xhr)
    else opened.set(xhr, { method, url })
  })

  const begin = guard((xhr: unknown, body: unknown, above: (...args: never[]) => unknown) => {
    const address = xhr instanceof Xhr && !sent.has(xhr) && opened.get(xhr)
    if (!address) return false
    for (const type of Object.keys(OUTCOMES)) xhr.addEventListener(type, onEnd as EventListener)
    sent.set(xhr, requests.begin({ ...address, body, above }))
    return true
  })

  const patchReset = (method: 'open' | 'abort') =>
    patch(
      Xhr.prototype,
      method,
      (original) =>
        function (...args) {
          const endPrevious = readBeforeReset(this)
          const result = Reflect.apply(original, this, args)
          endPrevious?.()
          if (method === 'open') open(this as object, args)
          return result
        },
    )

  const uninstallers = [
    patchReset('open'),
    patchReset('abort'),
    patch(
      Xhr.prototype,
      'send',
      (original, outermost) =>
        function (...args) {
          const begun = begin(this, args[0], outermost)
          try {
            return Reflect.apply(original, this, args)
          } catch (error) {
            // A synchronous request has no event for its failure.
            if (begun) end(this as object, { outcome: 'failed', status: 0 })
            throw error
          }
        },
    ),
  ]

  return () => {
    requests.stop()
    for (const uninstall of uninstallers) uninstall()
  }
}

/** All headers as one text: to ask for one that CORS hides would be an error in the console. */
function readAnswer(xhr: XMLHttpRequest) {
  return { status: xhr.status, headers: xhr.getAllResponseHeaders() }
}
