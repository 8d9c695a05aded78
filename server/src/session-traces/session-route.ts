import Type from 'typebox'

import type { Context } from '../context.ts'
import type { App } from '../http/app.ts'
import { reference } from '../schemas/reference.ts'
import { findSession } from './find-session.ts'
import { fitEvents } from './fit-events.ts'
import { mapEvent } from './map-event.ts'
import { mapSession, messagesOf } from './map-session.ts'
import { READERS, scopeOf, TAGS } from './readers.ts'
import { sessionTracesRefusals } from './schemas/error.ts'
import { AgentSessionAnswerSchema } from './schemas/session.ts'

const FIRST = { limit: 200, offset: 0 }

export function sessionRoute(app: App, context: Context): void {
  const { access, traces, now } = context
  app.get(
    '/api/projects/:projectId/sessions/:sessionId',
    {
      onRequest: access.require(...READERS),
      schema: {
        summary: 'A session with what was said in it',
        tags: TAGS,
        params: Type.Object({ projectId: Type.String(), sessionId: Type.String() }),
        querystring: Type.Object({ includeTraces: Type.Boolean({ default: false }) }),
        response: { ...sessionTracesRefusals, 200: reference(AgentSessionAnswerSchema) },
      },
    },
    async (request) => {
      const scope = await scopeOf(request, context, request.params.projectId)
      const { session, of } = await findSession(context, scope, request.params.sessionId)
      const runIds = 'runId' in of ? { runIds: [of.runId] } : of
      const [{ runs }, events] = await Promise.all([
        traces.runs({ ...scope, ...runIds, page: FIRST }),
        request.query.includeTraces ? traces.traceEvents({ ...scope, ...of, page: FIRST }) : null,
      ])

      const mapped = mapSession(session, { projectId: scope.projectId, now: now() })
      return {
        success: true as const,
        session: { ...mapped, messages: messagesOf(runs.toReversed()) },
        ...(events && { traces: fitEvents(events.events.map(mapEvent)).events }),
      }
    },
  )
}
