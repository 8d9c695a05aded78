import type { onRequestHookHandler } from 'fastify'

/** Nothing here is meant to be shown as a page, unless a route says otherwise. */
const NOT_A_PAGE = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

export const setSecurityHeaders: onRequestHookHandler = (_request, reply, done) => {
  reply.headers({
    'content-security-policy': NOT_A_PAGE,
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  })
  done()
}
