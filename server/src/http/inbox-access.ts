import type { FastifyRequest } from 'fastify'

import type { InboxSessions, SignedIn } from '../accounts/inbox-sessions.ts'
import type { MetaStore } from '../storage/meta-store.ts'
import { ApiError } from './api-error.ts'
import type { InboxCookies } from './inbox-cookies.ts'
import { notLocalReason } from './loopback.ts'
import { refuseForeignPages } from './refuse-foreign-pages.ts'
import { readSessionCookie } from './session-cookie.ts'

/** Who uses the inbox; `signedIn` is null on the collector's own machine while it has no owner. */
export interface InboxUser {
  signedIn: SignedIn | null
}

export interface InboxAccess {
  /** Who a request without a key comes from, when that is known. */
  find(request: FastifyRequest): Promise<InboxUser | undefined>
}

const READING = new Set(['GET', 'HEAD'])

/**
 * Somebody who has signed in, or a browser on this machine as long as there is no owner. From then
 * on signing in is asked for here too: other people's programs, tunnels and proxies reach the
 * loopback address as well, and whoever has set a password expects to be asked for it.
 */
export function createInboxAccess(options: {
  meta: MetaStore
  cookies: InboxCookies
  sessions: InboxSessions
}): InboxAccess {
  const { meta, cookies, sessions } = options

  const identify = async (request: FastifyRequest): Promise<InboxUser | undefined> => {
    const token = readSessionCookie(request)
    const signedIn = token === undefined ? undefined : await sessions.find(token)
    if (signedIn) return { signedIn }

    if (!cookies.isKnown(request.headers.cookie) || (await meta.hasAccounts())) return undefined
    const reason = notLocalReason(request)
    if (reason) throw inboxLocalOnly(reason)
    return { signedIn: null }
  }

  return {
    async find(request) {
      const user = await identify(request)
      if (user && !READING.has(request.method)) refuseForeignPages(request)
      return user
    },
  }
}

export function inboxLocalOnly(reason: string): ApiError {
  return new ApiError(
    'INBOX_LOCAL_ONLY',
    `The inbox has no owner yet. Until then it opens only on the machine the collector runs on, and this request was refused because ${reason}. Make an account with: casefile-server owner --email you@example.com`,
  )
}
