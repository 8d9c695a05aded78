import type { onRequestHookHandler } from 'fastify'

import type { App } from './app.ts'

/** Seconds for which a browser remembers the preflight; Chromium keeps at most 7200. */
const MAX_AGE = 600

/**
 * Any page may send, that is what a capture key is for. No credentials are allowed, so a page
 * gains nothing that `curl` with the same public key would not have.
 */
export const allowAnyOrigin: onRequestHookHandler = (_request, reply, done) => {
  reply.header('access-control-allow-origin', '*')
  reply.header('access-control-expose-headers', 'retry-after, x-request-id')
  done()
}

/** Answers the preflight of a route that pages post to. */
export function answerPreflight(app: App, path: string): void {
  app.options(path, { schema: { hide: true }, onRequest: allowAnyOrigin }, (_request, reply) =>
    reply
      .code(204)
      .header('access-control-allow-methods', 'POST')
      .header(
        'access-control-allow-headers',
        'content-type, x-api-key, authorization, idempotency-key, content-encoding',
      )
      .header('access-control-max-age', String(MAX_AGE))
      .send(),
  )
}
