import Type from 'typebox'

import type { Context } from '../context.ts'
import { inboxLocalOnly } from '../http/access.ts'
import type { App } from '../http/app.ts'
import { notLocalReason } from '../http/loopback.ts'
import { ErrorSchema } from '../schemas/error.ts'
import { reference } from '../schemas/reference.ts'

export function inboxSessionRoute(app: App, { cookies }: Context): void {
  app.post(
    '/api/casefile/v1/inbox-session',
    {
      schema: {
        summary: 'Let the inbox in without a key, on this machine only',
        tags: ['Casefile'],
        response: { 204: Type.Null(), 403: reference(ErrorSchema) },
      },
    },
    async (request, reply) => {
      const reason = notLocalReason(request)
      if (reason) throw inboxLocalOnly(reason)
      return reply.code(204).header('set-cookie', cookies.issue()).send(null)
    },
  )
}
