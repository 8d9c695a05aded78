import type { Extension } from 'casefile/protocol'

import type { Context } from '../context.ts'
import { projectOf } from '../http/access.ts'
import type { App } from '../http/app.ts'
import { allowAnyOrigin, answerPreflight } from '../http/cors.ts'
import { refusals } from '../schemas/error.ts'
import { reference } from '../schemas/reference.ts'
import { SessionInputSchema, SessionSchema } from '../schemas/session.ts'
import { readText } from '../http/read-text.ts'
import { sayDisabled } from './say-disabled.ts'

const MOST_CHARACTERS = 255
const BODY_BYTES = 16 * 1024
const EXTENSIONS: Extension[] = ['idempotency', 'gzip', 'replay', 'metadata', 'disabled', 'runs']

export function sessionRoute(app: App, { access, meta, now }: Context): void {
  answerPreflight(app, '/v1/sessions')
  app.post(
    '/v1/sessions',
    {
      config: { intake: 'session' },
      bodyLimit: BODY_BYTES,
      onRequest: [allowAnyOrigin, access.require('capture', 'project')],
      schema: {
        summary: 'Create or resume a capture session',
        tags: ['UserContext'],
        body: reference(SessionInputSchema),
        response: {
          ...refusals,
          200: reference(SessionSchema, 'The session of this id, which was there already.'),
          201: reference(SessionSchema, 'A new session.'),
        },
      },
    },
    async (request, reply) => {
      const projectId = projectOf(request)
      const { session, created } = await meta.openSession({
        projectId,
        externalId: readText(request.body.externalSessionId, 'externalSessionId', MOST_CHARACTERS),
        createdAt: now(),
      })
      return reply.code(created ? 201 : 200).send({
        sessionId: session.sessionId,
        extensions: EXTENSIONS,
        ...(await sayDisabled(meta, projectId)),
      })
    },
  )
}
