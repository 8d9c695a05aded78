import Type from 'typebox'

import type { Context } from '../context.ts'
import { ApiError } from '../http/api-error.ts'
import type { App } from '../http/app.ts'
import { reference } from '../schemas/reference.ts'
import type { TraceEvent } from '../storage/traces/trace-event-reader.ts'
import type { Page } from '../storage/traces/source.ts'
import { findSession } from './find-session.ts'
import { fitEvents, TEXTS_WERE_CUT } from './fit-events.ts'
import { mapEvent } from './map-event.ts'
import { pageQuery, readPage } from './paging.ts'
import { readList } from './read-list.ts'
import { READERS, scopeOf, TAGS } from './readers.ts'
import { readMetrics } from './read-metrics.ts'
import { sessionTracesRefusals } from './schemas/error.ts'
import { AgentTraceListSchema } from './schemas/trace.ts'

const params = { projectId: Type.String(), sessionId: Type.String() }

export function traceRoutes(app: App, context: Context): void {
  tracesRoute(app, context)
  childrenRoute(app, context)
}

function tracesRoute(app: App, context: Context): void {
  const { access, traces } = context
  app.get(
    '/api/projects/:projectId/sessions/:sessionId/traces',
    {
      onRequest: access.require(...READERS),
      schema: {
        summary: 'The events of a session in their order',
        tags: TAGS,
        params: Type.Object(params),
        querystring: Type.Object({
          ...pageQuery,
          types: Type.Optional(
            Type.String({ description: 'Events of any of these types, with commas between.' }),
          ),
          eventType: Type.Optional(
            Type.String({ description: 'The same; with `types` only what both name.' }),
          ),
          spanId: Type.Optional(Type.String({ minLength: 1 })),
          decisionKind: Type.Optional(
            Type.String({
              minLength: 1,
              description: 'A `handoff` event is a decision of kind `handoff`.',
            }),
          ),
          include: Type.Optional(Type.String({ description: '`metrics` adds them.' })),
        }),
        response: { ...sessionTracesRefusals, 200: reference(AgentTraceListSchema) },
      },
    },
    async (request) => {
      const { query } = request
      const scope = await scopeOf(request, context, request.params.projectId)
      const { of } = await findSession(context, scope, request.params.sessionId)
      const page = readPage(query)
      const types = typesOf(query)
      const isMetricsToo = readList(query.include)?.includes('metrics')

      const { spanId, decisionKind } = query
      const [{ events, total }, metrics] = await Promise.all([
        types?.length === 0
          ? { events: [], total: 0 }
          : traces.traceEvents({ ...scope, ...of, types, spanId, decisionKind, page }),
        isMetricsToo ? readMetrics(traces, { ...scope, ...of }) : undefined,
      ])
      return { ...envelopeOf(events, { total, page }), ...(metrics && { metrics }) }
    },
  )
}

/** `undefined` for all types, and none when the two parameters have none in common. */
function typesOf(query: { types?: string; eventType?: string }): string[] | undefined {
  const types = readList(query.types)
  const eventTypes = readList(query.eventType)
  return types && eventTypes
    ? types.filter((type) => eventTypes.includes(type))
    : (types ?? eventTypes)
}

function childrenRoute(app: App, context: Context): void {
  const { access, traces } = context
  app.get(
    '/api/projects/:projectId/sessions/:sessionId/traces/:spanId/children',
    {
      onRequest: access.require(...READERS),
      schema: {
        summary: 'The events directly below a span',
        tags: TAGS,
        params: Type.Object({ ...params, spanId: Type.String() }),
        querystring: Type.Object(pageQuery),
        response: { ...sessionTracesRefusals, 200: reference(AgentTraceListSchema) },
      },
    },
    async (request) => {
      const { projectId, sessionId, spanId } = request.params
      const scope = await scopeOf(request, context, projectId)
      const { of } = await findSession(context, scope, sessionId)
      if (!(await traces.hasSpan(scope, of, spanId))) {
        throw new ApiError('NOT_FOUND', `There is no span ${spanId} in the session`)
      }
      const page = readPage(request.query)
      const found = await traces.traceEvents({ ...scope, ...of, parentSpanId: spanId, page })
      return envelopeOf(found.events, { total: found.total, page })
    },
  )
}

/** What strict readers expect around a page of events. */
function envelopeOf(found: readonly TraceEvent[], { total, page }: { total: number; page: Page }) {
  const { events, isTruncated } = fitEvents(found.map(mapEvent))
  return {
    success: true as const,
    total,
    ...page,
    traces: events,
    _meta: {
      source: 'casefile',
      event_count: total,
      is_truncated: isTruncated,
      source_chain: ['casefile'],
      ...(isTruncated && { warnings: [TEXTS_WERE_CUT] }),
    },
  }
}
