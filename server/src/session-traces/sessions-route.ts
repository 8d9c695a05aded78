import Type from 'typebox'

import type { Context } from '../context.ts'
import type { App } from '../http/app.ts'
import { reference } from '../schemas/reference.ts'
import { mapSession } from './map-session.ts'
import { pageQuery, readPage } from './paging.ts'
import { READERS, scopeOf, TAGS } from './readers.ts'
import { sessionTracesRefusals } from './schemas/error.ts'
import { AgentSessionListSchema } from './schemas/session.ts'
import { filterQuery, readFilters } from './session-query.ts'

/** What a list is sorted by; a channel is never said, so there the latest activity decides. */
const ORDERS = {
  id: 'sessionId',
  agentName: 'agent',
  createdAt: 'startTime',
  lastActivityAt: 'lastActivity',
  messageCount: 'messageCount',
  traceEventCount: 'eventCount',
  errorCount: 'failureCount',
  tokenCount: 'tokens',
  estimatedCost: 'cost',
  status: 'state',
  environment: 'source',
  channel: 'lastActivity',
} as const

export function sessionsRoute(app: App, context: Context): void {
  const { access, traces, now } = context
  app.get(
    '/api/projects/:projectId/sessions',
    {
      onRequest: access.require(...READERS),
      schema: {
        summary: 'Sessions in which agents ran',
        tags: TAGS,
        params: Type.Object({ projectId: Type.String() }),
        querystring: Type.Object({
          ...pageQuery,
          ...filterQuery,
          sortBy: Type.Enum(Object.keys(ORDERS) as (keyof typeof ORDERS)[], {
            default: 'lastActivityAt',
          }),
          sortDir: Type.Enum(['asc', 'desc'], { default: 'desc' }),
        }),
        response: { ...sessionTracesRefusals, 200: reference(AgentSessionListSchema) },
      },
    },
    async (request) => {
      const { query } = request
      const scope = await scopeOf(request, context, request.params.projectId)
      const page = readPage(query)
      const of = { projectId: scope.projectId, now: now() }
      const chosen = readFilters(query, { scope, now: of.now })
      const { sessions, total } = chosen
        ? await traces.agentSessions({
            ...chosen,
            order: ORDERS[query.sortBy],
            direction: query.sortDir,
            page,
          })
        : { sessions: [], total: 0 }

      return {
        success: true as const,
        total,
        ...page,
        sessions: sessions.map((session) => mapSession(session, of)),
      }
    },
  )
}
