import type { FastifyRequest } from 'fastify'
import Type from 'typebox'

import type { Context } from '../context.ts'
import { accessOf } from '../http/access.ts'
import { explainCredentials, refusalOf, signInNeeded } from '../http/account-refusals.ts'
import { ApiError } from '../http/api-error.ts'
import type { App } from '../http/app.ts'
import { notLocalReason } from '../http/loopback.ts'
import { refuseForeignPages } from '../http/refuse-foreign-pages.ts'
import { readSessionCookie, setSessionCookie } from '../http/session-cookie.ts'
import { addressGroup } from '../limits/address-group.ts'
import { PasswordChangeSchema, SetUpSchema, SignInSchema } from '../schemas/account.ts'
import { conflict, refusals } from '../schemas/error.ts'
import { reference } from '../schemas/reference.ts'

const OWN = '/api/casefile/v1'
const BODY_BYTES = 16 * 1024

const wrongSignIn = () => new ApiError('UNAUTHORIZED', 'E-mail or password is wrong.')
const wrongPassword = () => new ApiError('FORBIDDEN', 'The current password is wrong.')
const wrongToken = () =>
  new ApiError(
    'FORBIDDEN',
    'This set-up address is not good any more. Each start of the collector prints a new one.',
  )

/** Accounts of the inbox: signing in, making the owner's account, a new password. */
export function accountRoutes(app: App, context: Context): void {
  signInRoute(app, context)
  setUpRoute(app, context)
  passwordRoute(app, context)
  signOutEverywhereRoute(app, context)
}

function signInRoute(app: App, { accounts, inboxSessions }: Context): void {
  app.post(
    `${OWN}/inbox-sign-in`,
    {
      bodyLimit: BODY_BYTES,
      schema: {
        summary: 'Sign in to the inbox; answers with a cookie',
        tags: ['Casefile'],
        security: [],
        body: reference(SignInSchema),
        response: { ...refusals, 204: Type.Null({ description: 'Signed in; the cookie is set.' }) },
      },
    },
    async (request, reply) => {
      refuseForeignPages(request)
      const result = await accounts.signIn(request.body, comesFrom(request)).catch(rethrow)
      if (result.step !== 'done') throw refusalOf(result, { wrong: wrongSignIn() })

      // Somebody else was signed in here, or the same person: either way that has ended.
      const before = readSessionCookie(request)
      if (before !== undefined) await inboxSessions.close(before)
      setSessionCookie(request, reply, result.token)
      return reply.code(204).send(null)
    },
  )
}

function setUpRoute(app: App, { accounts }: Context): void {
  app.post(
    `${OWN}/inbox-set-up`,
    {
      bodyLimit: BODY_BYTES,
      schema: {
        summary: 'Make the owner’s account with the token that the start printed, and sign in',
        tags: ['Casefile'],
        security: [],
        body: reference(SetUpSchema),
        response: {
          ...refusals,
          204: Type.Null({ description: 'The account is made; the cookie is set.' }),
          409: conflict,
        },
      },
    },
    async (request, reply) => {
      refuseForeignPages(request)
      const { token, email, password } = request.body
      const result = await accounts.setUp(token, { email, password }).catch(rethrow)
      if (result.step !== 'done') throw refusalOf(result, { wrong: wrongToken() })
      setSessionCookie(request, reply, result.token)
      return reply.code(204).send(null)
    },
  )
}

function passwordRoute(app: App, { access, accounts }: Context): void {
  app.put(
    `${OWN}/inbox-password`,
    {
      bodyLimit: BODY_BYTES,
      onRequest: access.require('inbox'),
      schema: {
        summary: 'Change one’s password, and sign out every other browser',
        tags: ['Casefile'],
        security: [{ inboxSession: [] }],
        body: reference(PasswordChangeSchema),
        response: {
          ...refusals,
          204: Type.Null({ description: 'The password is changed.' }),
          409: conflict,
        },
      },
    },
    async (request, reply) => {
      const { currentPassword: current, newPassword: next } = request.body
      const change = { from: comesFrom(request), current, next }
      const result = await accounts.changePassword(whoIsIt(request), change).catch(rethrow)
      if (result.step !== 'changed') {
        throw refusalOf(result, { wrong: wrongPassword() })
      }
      return reply.code(204).send(null)
    },
  )
}

function signOutEverywhereRoute(app: App, { access, meta }: Context): void {
  app.delete(
    `${OWN}/inbox-sessions`,
    {
      onRequest: access.require('inbox'),
      schema: {
        summary: 'Sign out of the inbox in every browser',
        tags: ['Casefile'],
        security: [{ inboxSession: [] }],
        response: { ...refusals, 204: Type.Null({ description: 'Signed out everywhere.' }) },
      },
    },
    async (request, reply) => {
      await meta.closeAccountSessions(whoIsIt(request).account.accountId)
      setSessionCookie(request, reply, null)
      return reply.code(204).send(null)
    },
  )
}

/** The account of a request; in the inbox of a collector without an owner nobody has one. */
function whoIsIt(request: FastifyRequest) {
  const access = accessOf(request)
  const signedIn = access.by === 'inbox' ? access.signedIn : null
  if (!signedIn) throw signInNeeded()
  return signedIn
}

function comesFrom(request: FastifyRequest) {
  return { address: addressGroup(request.ip), local: notLocalReason(request) === undefined }
}

function rethrow(error: unknown): never {
  throw explainCredentials(error)
}
