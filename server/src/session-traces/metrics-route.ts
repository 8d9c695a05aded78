import Type from 'typebox'

import type { Context } from '../context.ts'
import type { App } from '../http/app.ts'
import { reference } from '../schemas/reference.ts'
import { findSession } from './find-session.ts'
import { READERS, scopeOf, TAGS } from './readers.ts'
import { readMetrics } from './read-metrics.ts'
import { sessionTracesRefusals } from './schemas/error.ts'
import { SessionMetricsAnswerSchema } from './schemas/metrics.ts'

export function metricsRoute(app: App, context: Context): void {
  const { access, traces } = context
  app.get(
    '/api/projects/:projectId/sessions/:sessionId/metrics',
    {
      onRequest: access.require(...READERS),
      schema: {
        summary: 'Latency, tokens, tools and guardrails of a session',
        tags: TAGS,
        params: Type.Object({ projectId: Type.String(), sessionId: Type.String() }),
        response: { ...sessionTracesRefusals, 200: reference(SessionMetricsAnswerSchema) },
      },
    },
    async (request) => {
      const scope = await scopeOf(request, context, request.params.projectId)
      const { of } = await findSession(context, scope, request.params.sessionId)
      return { success: true as const, metrics: await readMetrics(traces, { ...scope, ...of }) }
    },
  )
}
