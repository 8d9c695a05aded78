import type { FastifyReply, FastifyRequest } from 'fastify'

import { LASTS_FOR } from '../accounts/inbox-sessions.ts'
import { isHttps } from './is-https.ts'

export const SESSION_COOKIE = 'casefile_session'

/** The token of a browser that is signed in, when the request brings one. */
export function readSessionCookie({ headers }: FastifyRequest): string | undefined {
  const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim())
  return pairs
    .find((pair) => pair.startsWith(`${SESSION_COOKIE}=`))
    ?.slice(SESSION_COOKIE.length + 1)
}

/**
 * Gives the browser a token, or takes it away. `Strict` does for links from elsewhere too: the
 * inbox's page comes without a cookie, and what it asks for then is asked by the inbox itself.
 */
export function setSessionCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  token: string | null,
): void {
  const age = token === null ? 0 : Math.floor(LASTS_FOR / 1000)
  const secure = isHttps(request) ? '; Secure' : ''
  const path = request.server.basePath || '/'
  const cookie = `${SESSION_COOKIE}=${token ?? ''}; Max-Age=${age}; HttpOnly; SameSite=Strict; Path=${path}${secure}`
  reply.headers({ 'set-cookie': cookie, 'cache-control': 'no-store' })
}
