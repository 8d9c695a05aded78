import type { Natives } from '../browser/natives.ts'
import { gzip as compressed } from './gzip.ts'

/** Longer than any healthy answer takes, shorter than a person's patience with a stuck page. */
const REQUEST_TIMEOUT = 30_000

/** Where and as whom to talk to a collector. */
export interface Destination {
  endpoint: string
  /** The capture key. */
  key: string
}

export interface Request extends Destination {
  path: string
  body: BodyInit
  /** Sent as `Idempotency-Key`; only for servers that list the extension. */
  idempotencyKey?: string | undefined
  /** `body` is gzip. */
  gzip?: boolean
  /** A text may become gzip on the way, which takes a moment; only for servers that list it. */
  compress?: boolean
  /** The request may outlive the page. The browser allows 64 KiB of such bodies at a time. */
  keepalive?: boolean
  /** Nobody waits for it: `abortBackground` may end it. */
  background?: boolean
}

/** What came back. `status` 0: nothing did. */
export interface Answer {
  status: number
  body: unknown
  retryAfter: string | null
}

const NOTHING: Answer = { status: 0, body: undefined, retryAfter: null }

/** Speaks HTTP to collectors, with the `fetch` of before anybody wrapped it. */
export interface Collector {
  post(request: Request): Promise<Answer>
  /** Ends background requests: one that is pending keeps the page out of the back/forward cache. */
  abortBackground(): void
}

export function createCollector({ fetch, setTimeout, clearTimeout }: Natives): Collector {
  const inBackground = new Set<AbortController>()

  return {
    async post({ endpoint, key, path, body, idempotencyKey, gzip, ...manner }) {
      const { keepalive = false, background = false, compress = false } = manner
      const controller = new AbortController()
      const timer = setTimeout(() => controller.abort(), REQUEST_TIMEOUT)
      if (background) inBackground.add(controller)

      try {
        const packed = compress && typeof body === 'string' ? await compressed(body) : undefined
        const response = await fetch(endpoint + path, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            'x-api-key': key,
            ...(idempotencyKey && { 'idempotency-key': idempotencyKey }),
            ...((gzip || packed) && { 'content-encoding': 'gzip' }),
          },
          body: packed ?? body,
          keepalive,
          signal: controller.signal,
          // The page's cookies are none of our business.
          credentials: 'omit',
          referrerPolicy: 'no-referrer',
          // A redirected POST may arrive as a GET, and whatever answers that has stored nothing.
          redirect: 'error',
        })
        if (response.ok && isPage(response)) return NOTHING
        return {
          status: response.status,
          body: await readJson(response),
          retryAfter: response.headers.get('retry-after'),
        }
      } catch {
        return NOTHING
      } finally {
        clearTimeout(timer)
        inBackground.delete(controller)
      }
    },

    abortBackground() {
      for (const controller of inBackground) controller.abort()
    },
  }
}

/**
 * The web page that a hotel's network, a sign-in, or a server that answers every path with its start
 * page gives in place of an answer: nothing was stored.
 */
function isPage({ headers }: Response): boolean {
  return /^text\/html\b/.test(headers.get('content-type') ?? '')
}

/** A proxy in between may answer with anything. */
async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json()
  } catch {
    return undefined
  }
}
