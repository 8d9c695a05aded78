import { patch } from '../browser/patch.ts'
import { readUrl } from '../browser/read-url.ts'
import { guard } from '../lib/guard.ts'
import type { NetworkEvent } from '../protocol/index.ts'
import { beginRequest } from './begin-request.ts'
import type { EndRequest } from './begin-request.ts'
import type { Capture, NetworkOptions } from './types.ts'

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
export const captureXhr: Capture<NetworkOptions> = (emit, { ignoreUrl }) => {
  // The page may put a wrapper of its own in the global's place later.
  const Xhr = XMLHttpRequest
  let installed = true
  const opened = new WeakMap<object, { method: string; url: string }>()
  const sent = new WeakMap<object, EndRequest>()

  const end = guard((xhr: object, ...[answer]: Parameters<EndRequest>) => {
    const endRequest = sent.get(xhr)
    sent.delete(xhr)
    if (installed) endRequest?.(answer)
  })

  // One function for all: adding it again to an object that is used again changes nothing.
  const onEnd = guard(({ type, currentTarget, loaded }: ProgressEvent) => {
    // Not 4: a handler before ours has opened the object again.
    if (!(currentTarget instanceof Xhr) || currentTarget.readyState !== 4) return
    const { status } = currentTarget
    const outcome = OUTCOMES[type] ?? 'failed'
    end(currentTarget, { outcome, status, ...(type === 'load' && { responseBytes: loaded }) })
  })

  /** Reads what a call of the page is about to reset; the result ends the request with it. */
  const readBeforeReset = guard((xhr: unknown) => {
    if (!(xhr instanceof Xhr) || !sent.has(xhr)) return undefined
    const { readyState, status } = xhr
    if (readyState < 4) return () => end(xhr, { outcome: 'aborted', status: 0 })
    return () => end(xhr, { outcome: status ? 'completed' : 'failed', status })
  })

  const open = guard((xhr: object, [method, input]: unknown[]) => {
    const url = readUrl(input)
    if (typeof method !== 'string' || url === undefined || ignoreUrl(url)) opened.delete(xhr)
    else opened.set(xhr, { method, url })
  })

  const begin = guard((xhr: unknown, body: unknown) => {
    const address = xhr instanceof Xhr && !sent.has(xhr) && opened.get(xhr)
    if (!address) return false
    for (const type of Object.keys(OUTCOMES)) xhr.addEventListener(type, onEnd as EventListener)
    sent.set(xhr, beginRequest(emit, { api: 'xhr', ...address, body }))
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
      (original) =>
        function (...args) {
          const begun = begin(this, args[0])
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
    installed = false
    for (const uninstall of uninstallers) uninstall()
  }
}
