import { patch } from '../browser/patch.ts'
import { takeUrl } from '../browser/read-url.ts'
import { describeThrown } from '../lib/describe-thrown.ts'
import { guard } from '../lib/guard.ts'
import { readProperty, readText } from '../lib/read-property.ts'
import { trackRequests } from './track-requests.ts'
import type { Answer, Capture, NetworkOptions } from './types.ts'

/**
 * Emits one event per `fetch`, when its headers have come or it has failed. Never touches a body.
 */
export const captureFetch: Capture<NetworkOptions> = (emit, options) => {
  const requests = trackRequests('fetch', emit, options)

  const begin = guard(([input, init]: unknown[], above: (...args: never[]) => unknown) => {
    const url = takeUrl(input)
    if (!url) return undefined
    const method = readText(init, 'method') || readText(input, 'method') || 'GET'
    const end = requests.begin({ method, url, body: readProperty(init, 'body'), above })

    return guard((describe: () => Answer) => end(describe()))
  })

  const uninstall = patch(
    globalThis,
    'fetch',
    (original, outermost) =>
      function (...args) {
        const end = begin(args, outermost)
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
    requests.stop()
    uninstall()
  }
}

function describeResponse(response: unknown): Answer {
  // A stand-in that is no response fails here, under guard.
  const { status, headers } = response as Response
  return { outcome: 'completed', status, headers }
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
