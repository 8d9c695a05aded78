import Type from 'typebox'

import type { Context } from '../../context.ts'
import type { App } from '../../http/app.ts'
import { reference } from '../../schemas/reference.ts'
import type { TraceEvent, TraceEventFilter } from '../../storage/traces/trace-event-reader.ts'
import { allEvents } from '../all-events.ts'
import { findSession } from '../find-session.ts'
import { READERS, scopeOf, TAGS } from '../readers.ts'
import { SessionAnalysisSchema } from '../schemas/analysis.ts'
import { sessionTracesRefusals } from '../schemas/error.ts'
import { findDecisionAnomalies } from './decision-anomalies.ts'
import { findErrorPatterns } from './error-patterns.ts'
import { findSlowSpans } from './slow-spans.ts'
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
      const { events, isTruncated } = await readFirst(traces, { ...scope, ...of })
      const found = {
        slowSpans: findSlowSpans(events),
        errorPatterns: findErrorPatterns(events),
        decisionAnomalies: findDecisionAnomalies(events),
      }
      return {
        success: true as const,
        analysis: {
          ...found,
          suggestions: suggest(found),
          eventCount: events.length,
          isTruncated,
          generatedAt: new Date(session.lastActivity).toISOString(),
        },
      }
    },
  )
}

async function readFirst(traces: Context['traces'], filter: TraceEventFilter) {
  const read: TraceEvent[] = []
  for await (const events of allEvents(traces, filter)) {
    read.push(...events)
    if (read.length > MOST_EVENTS) return { events: read.slice(0, MOST_EVENTS), isTruncated: true }
  }
  return { events: read, isTruncated: false }
}
