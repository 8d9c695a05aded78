import Type from 'typebox'

import type { Context } from '../context.ts'
import { signInNeeded } from '../http/account-refusals.ts'
import type { App } from '../http/app.ts'
import { inboxLocalOnly } from '../http/inbox-access.ts'
import { notLocalReason } from '../http/loopback.ts'
import { refuseForeignPages } from '../http/refuse-foreign-pages.ts'
import { readSessionCookie, setSessionCookie } from '../http/session-cookie.ts'
import { InboxSessionSchema } from '../schemas/account.ts'
import { refusals } from '../schemas/error.ts'
import { reference } from '../schemas/reference.ts'

const PATH = '/api/casefile/v1/inbox-session'

/** Whether this browser may use the inbox, and the ways in and out that need no password. */
export function inboxSessionRoutes(app: App, context: Context): void {
  stateRoute(app, context)
  localRoute(app, context)
  signOutRoute(app, context)
}

function stateRoute(app: App, { inboxSessions, meta }: Context): void {
  app.get(
    PATH,
    {
      schema: {
        summary: 'Whether this browser may use the inbox, or what it takes',
        tags: ['Casefile'],
        security: [],
        response: {
          200: reference(InboxSessionSchema, 'Who is signed in, or what it takes.'),
          500: refusals[500],
        },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      const token = readSessionCookie(request)
      const signedIn = token === undefined ? undefined : await inboxSessions.find(token)
      if (signedIn) {
        const { email, role } = signedIn.account
        return { status: 'signed-in' as const, account: { email, role }, reason: null }
      }

      const nobody = { account: null, reason: null }
      if (await meta.hasAccounts()) return { ...nobody, status: 'signed-out' as const }
      const reason = notLocalReason(request)
      if (reason === undefined) return { ...nobody, status: 'local' as const }
      return { ...nobody, status: 'no-owner' as const, reason }
    },
  )
}

function localRoute(app: App, { cookies, meta }: Context): void {
  app.post(
    PATH,
    {
      schema: {
        summary: 'Let the inbox in without a password: on this machine, while there is no owner',
        tags: ['Casefile'],
        security: [],
        response: {
          204: Type.Null({ description: 'This browser may use the inbox; the cookie is set.' }),
          401: refusals[401],
          403: refusals[403],
          500: refusals[500],
        },
      },
    },
    async (request, reply) => {
      if (await meta.hasAccounts()) throw signInNeeded()
      // Looks at the page that asks, too.
      const reason = notLocalReason(request)
      if (reason) throw inboxLocalOnly(reason)
      return reply.code(204).header('set-cookie', cookies.issue()).send(null)
    },
  )
}

function signOutRoute(app: App, { inboxSessions }: Context): void {
  app.delete(
    PATH,
    {
      schema: {
        summary: 'Sign this browser out of the inbox',
        tags: ['Casefile'],
        security: [],
        response: {
          204: Type.Null({ description: 'Signed out; the cookie is taken back.' }),
          403: refusals[403],
          500: refusals[500],
        },
      },
    },
    async (request, reply) => {
      refuseForeignPages(request)
      const token = readSessionCookie(request)
      if (token !== undefined) await inboxSessions.close(token)
      setSessionCookie(request, reply, null)
      return reply.code(204).send(null)
    },
  )
}
