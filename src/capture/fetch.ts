import { patch } from '../browser/patch.ts'
import { readUrl } from '../browser/read-url.ts'
import { describeThrown } from '../lib/describe-thrown.ts'
import { guard } from '../lib/guard.ts'
import { readProperty, readText } from '../lib/read-property.ts'
import { beginRequest } from './begin-request.ts'
import type { Answer } from './begin-request.ts'
import type { Capture, NetworkOptions } from './types.ts'

/**
 * Emits one event per `fetch`, when its headers have come or it has failed. Never touches a body.
 */
export const captureFetch: Capture<NetworkOptions> = (emit, { ignoreUrl }) => {
  let installed = true

  const begin = guard(([input, init]: unknown[]) => {
    const url = readUrl(input)
    if (url === undefined || ignoreUrl(url)) return undefined
    const method = readText(init, 'method') || readText(input, 'method') || 'GET'
    const body = readProperty(init, 'body')
    const end = beginRequest(emit, { api: 'fetch', method, url, body })

    return guard((describe: () => Answer) => {
      if (installed) end(describe())
    })
  })

  const uninstall = patch(
    globalThis,
    'fetch',
    (original) =>
      function (...args) {
        const end = begin(args)
        const promise = Reflect.apply(original, this, args)
        // A page's own stand-in for fetch may answer with anything.
        if (!end || !(promise instanceof Promise)) return promise
        // It has failed already: the page is not to learn of it a microtask later than it would.
        const signal = abortedSignal(args)
        if (signal) {
          end(() => describeFailure(readProperty(signal, 'reason'), args))
          return promise
        }

        return promise.then(
          (response: unknown) => {
            end(() => describeResponse(response))
            return response
          },
          (error: unknown) => {
            end(() => describeFailure(error, args))
            // Rethrown, so a failure the page forgot to handle is still its unhandled rejection.
            throw error
          },
        )
      },
  )

  return () => {
    installed = false
    uninstall()
  }
}

function describeResponse(response: unknown): Answer {
  // A stand-in that is no response fails here, under guard.
  const { status, headers } = response as Response
  const length = headers.get('content-length') ?? ''

  return {
    outcome: 'completed',
    status,
    ...(/^\d+$/.test(length) && { responseBytes: Number(length) }),
  }
}

/** The page may abort with a reason of its own: only the signal tells that from a failure. */
function describeFailure(thrown: unknown, args: unknown[]): Answer {
  const { name, message } = describeThrown(thrown)
  const isAborted = abortedSignal(args) || name === 'AbortError'

  return {
    outcome: name === 'TimeoutError' ? 'timeout' : isAborted ? 'aborted' : 'failed',
    status: 0,
    error: message,
  }
}

/** The request's signal, once it has been aborted. `signal: null` takes a `Request` its own. */
const abortedSignal = guard(([input, init]: unknown[]) => {
  const given = readProperty(init, 'signal')
  const signal = given === undefined ? readProperty(input, 'signal') : given
  return readProperty(signal, 'aborted') === true ? signal : undefined
})
