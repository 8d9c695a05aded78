import { existsSync } from 'node:fs'
import { join } from 'node:path'

import type { FastifyReply } from 'fastify'
import Type from 'typebox'

import { ApiError } from '../http/api-error.ts'
import type { App } from '../http/app.ts'
import { createInboxPage } from './inbox-page.ts'
import type { StaticFolders } from './packages.ts'

const INBOX_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** A recorded page is rebuilt in here: it may look like itself, but run and reach nothing. */
const REPLAY_FRAME_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  'img-src data: blob:',
  'font-src data:',
  'media-src data: blob:',
  "connect-src 'none'",
  "frame-src 'none'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
].join('; ')

/** The developers' app under `/inbox/`; its own router knows every path without a file. */
export function inboxRoutes(app: App, { inbox }: StaticFolders, basePath: string): void {
  const hide = { schema: { hide: true } }
  const inboxPage = createInboxPage(join(inbox, 'index.html'), basePath)
  const home = `${basePath}/inbox/`

  app.get('/', hide, (_request, reply) => reply.redirect(home))
  app.get('/inbox', hide, (_request, reply) => reply.redirect(home))

  app.get('/inbox/replay-frame.html', hide, (_request, reply) => {
    if (!existsSync(join(inbox, 'replay-frame.html'))) throw notBuilt()
    return asPage(reply, REPLAY_FRAME_POLICY).sendFile('replay-frame.html', inbox)
  })
  app.get(
    '/inbox/assets/*',
    { schema: { hide: true, params: Type.Object({ '*': Type.String() }) } },
    (request, reply) =>
      reply
        .headers({
          // The replay frame has no origin of its own, so even our own scripts are foreign to it.
          'access-control-allow-origin': '*',
          'cross-origin-resource-policy': 'cross-origin',
          'cache-control': 'public, max-age=31536000, immutable',
        })
        .sendFile(request.params['*'], join(inbox, 'assets')),
  )
  app.get('/inbox/*', hide, (_request, reply) => {
    const html = inboxPage()
    if (html === undefined) throw notBuilt()
    return asPage(reply, INBOX_POLICY).type('text/html; charset=utf-8').send(html)
  })
}

function asPage(reply: FastifyReply, policy: string): FastifyReply {
  return reply.headers({
    'content-security-policy': policy,
    'cache-control': 'no-cache',
    'x-frame-options': policy === REPLAY_FRAME_POLICY ? 'SAMEORIGIN' : 'DENY',
  })
}

function notBuilt(): ApiError {
  return new ApiError('NOT_FOUND', 'The inbox is not built. Run: npm run build')
}
