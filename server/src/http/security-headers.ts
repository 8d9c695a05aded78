import type { FastifyReply, onRequestHookHandler } from 'fastify'

import { isHttps } from './is-https.ts'

/** Nothing here is meant to be shown as a page, unless a route says otherwise. */
const NOT_A_PAGE = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

const HEADERS = {
  'content-security-policy': NOT_A_PAGE,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy':
    'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  // For browsers that do not know `frame-ancestors`.
  'x-frame-options': 'DENY',
}

/** A year: whoever reached the collector by https once is not to be lured to http. */
const ONLY_HTTPS = 'max-age=31536000'

export const setSecurityHeaders: onRequestHookHandler = (request, reply, done) => {
  reply.headers(HEADERS)
  if (isHttps(request)) reply.header('strict-transport-security', ONLY_HTTPS)
  done()
}

/** The same for an answer to a request that no route was looked for. */
export function setBareSecurityHeaders(reply: FastifyReply): void {
  reply.headers(HEADERS)
}
