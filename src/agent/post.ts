import { backoffDelay, readRetryAfter } from '../delivery/backoff.ts'
import { byteLength } from '../lib/byte-length.ts'
import { complain, debug } from './log.ts'
import type { Destination } from './settings.ts'

const ATTEMPTS = 3

/** Whoever is asked to come back later than this is not kept waiting, nor is a process kept alive. */
const LONGEST_WAIT = 60_000

/** Longer than any healthy answer takes. */
const REQUEST_TIMEOUT = 30_000

/** Half of what a browser lets outlive a page; the other half is the page's. */
const KEEPALIVE_BYTES = 32 * 1024

/** How one attempt ended; `retry` says that another may do better, and when at the soonest. */
type Ending = { step: 'stored' } | { step: 'refused' | 'retry'; why: string; after?: number }

/**
 * Posts a body, three times if need be: after a failure of the network, 429 and 5xx. Resolves to
 * whether it was taken; says on the console when it was not.
 */
export async function post(destination: Destination, body: string): Promise<boolean> {
  for (let attempt = 1; ; attempt += 1) {
    const ending = await postOnce(destination, body, attempt)
    if (ending.step === 'stored') return true

    const wait = Math.max(backoffDelay(attempt), ending.after ?? 0)
    if (ending.step === 'refused' || attempt === ATTEMPTS || wait > LONGEST_WAIT) {
      complain(`An agent run was not taken by ${destination.url}: ${ending.why}`)
      return false
    }
    debug(`${ending.why}; trying again in ${Math.round(wait)} ms`)
    await new Promise((resolve) => setTimeout(resolve, wait))
  }
}

async function postOnce({ url, key }: Destination, body: string, attempt: number): Promise<Ending> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body,
      // Where the page's own requests have used up what the browser allows, this fails.
      keepalive: attempt === 1 && byteLength(body) <= KEEPALIVE_BYTES,
      signal: AbortSignal.timeout(REQUEST_TIMEOUT),
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      // A redirected POST may arrive as a GET, and whatever answers that has stored nothing.
      redirect: 'error',
    })
    // Read to its end, for the connection to be free.
    const text = await response.text()
    return judge(response, text)
  } catch (error) {
    return { step: 'retry', why: describe(error) }
  }
}

function judge({ ok, status, headers }: Response, text: string): Ending {
  const isPage = /^text\/html\b/.test(headers.get('content-type') ?? '')
  if (ok && !isPage) return { step: 'stored' }

  const why = ok ? 'it answered with a web page' : `${status} ${text.slice(0, 200)}`
  if (status !== 429 && status < 500) return { step: 'refused', why }
  const after = readRetryAfter(headers.get('retry-after'), Date.now())
  return { step: 'retry', why, ...(after !== undefined && { after }) }
}

/** `fetch failed` of Node says nothing; its cause does. */
function describe(error: unknown): string {
  const { cause } = error as { cause?: { message?: string } }
  return `${String(error)}${cause?.message ? ` (${cause.message})` : ''}`
}
