import { listen } from '../browser/listen.ts'
import { guard } from '../lib/guard.ts'
import type { NetworkEvent } from '../protocol/index.ts'
import { watchTimings } from './resource-timings.ts'
import { pickHeaders } from './response-headers.ts'
import type { Capture, EndedRequest, NetworkOptions } from './types.ts'

const KEPT_VIOLATIONS = 20

/**
 * The late part of a network source: what takes longer to find out about its requests. Emits
 * nothing itself; requests that were stored before it came have no such details.
 */
export function captureRequestDetails(api: 'fetch' | 'xhr'): Capture<NetworkOptions> {
  return (_emit, { details, responseHeaders }) => {
    const timings = watchTimings(api)
    /** Addresses that the page's Content-Security-Policy has refused. */
    let refused: string[] = []
    const unlisten = listen<SecurityPolicyViolationEvent>(
      document,
      'securitypolicyviolation',
      ({ disposition, effectiveDirective, blockedURI }) => {
        if (disposition !== 'enforce' || effectiveDirective !== 'connect-src') return
        refused = [...refused.slice(1 - KEPT_VIOLATIONS), blockedURI]
      },
    )

    const describe = guard((request: EndedRequest): Partial<NetworkEvent> => {
      if (request.outcome === 'failed') return { failure: failureOf(request, refused) }
      if (!request.status) return {}

      const headers = pickHeaders(request.headers, responseHeaders)
      const length = headers['content-length'] ?? ''
      return {
        ...(/^\d+$/.test(length) && { responseBytes: Number(length) }),
        ...(request.responseBytes !== undefined && { responseBytes: request.responseBytes }),
        ...(Object.keys(headers).length > 0 && { responseHeaders: headers }),
        ...timings.take(request),
      }
    })

    details[api] = (request) => describe(request) ?? {}

    return () => {
      delete details[api]
      unlisten()
      timings.stop()
    }
  }
}

/** By design nothing tells a missing CORS header from a dead server: whatwg/fetch#605. */
function failureOf(
  { url }: EndedRequest,
  refused: readonly string[],
): NonNullable<NetworkEvent['failure']> {
  if (!navigator.onLine) return 'offline'
  if (refused.includes(url.replace(/#.*/s, ''))) return 'blocked'
  return new URL(url).origin === location.origin ? 'network' : 'cross-origin'
}
