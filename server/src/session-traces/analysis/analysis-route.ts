import Type from 'typebox'

import type { Context } from '../../context.ts'
import type { App } from '../../http/app.ts'
import { reference } from '../../schemas/reference.ts'
import { findSession } from '../find-session.ts'
import { READERS, scopeOf, TAGS } from '../readers.ts'
import { SessionAnalysisSchema } from '../schemas/analysis.ts'
import { sessionTracesRefusals } from '../schemas/error.ts'
import { suggest } from './suggest.ts'

/** Bounds memory; a session of more is one that never ends, and its beginning says why. */
const MOST_EVENTS = 20_000

export function analysisRoute(app: App, context: Context): void {
  const { access, traces } = context
  app.get(
    '/api/projects/:projectId/sessions/:sessionId/analysis',
    {
      onRequest: access.require(...READERS),
      schema: {
        summary: 'What stands out in a session: what is slow, fails, or goes round in circles',
        tags: TAGS,
        params: Type.Object({ projectId: Type.String(), sessionId: Type.String() }),
        response: { ...sessionTracesRefusals, 200: reference(SessionAnalysisSchema) },
      },
    },
    async (request) => {
      const scope = await scopeOf(request, context, request.params.projectId)
      const { session, of } = await findSession(context, scope, request.params.sessionId)
      const found = await traces.sessionFindings({ ...scope, ...of }, MOST_EVENTS)
      return {
        success: true as const,
        analysis: {
          ...found,
          suggestions: suggest(found),
          generatedAt: new Date(session.lastActivity).toISOString(),
        },
      }
    },
  )
}
