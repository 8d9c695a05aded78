import Type from 'typebox'

import type { Context } from '../context.ts'
import { ApiError } from '../http/api-error.ts'
import type { App } from '../http/app.ts'
import { traceScopeOf } from '../http/trace-scope.ts'
import { reference } from '../schemas/reference.ts'
import type { TraceScope } from '../storage/traces/source.ts'
import type { TraceEvent } from '../storage/traces/trace-event-reader.ts'
import { findAgent } from './find-agent.ts'
import { mapEvents } from './map-event.ts'
import { mapTrace } from './map-trace.ts'
import { oneOf } from '../http/one-of.ts'
import { COMMON, READERS } from './readers.ts'
import { kontextRefusals } from './schemas/error.ts'
import { KontextTraceDetailSchema, KontextTraceListSchema } from './schemas/trace.ts'

const MOST_EVENTS = 10_000

const filter = (description: string) => Type.Optional(Type.String({ minLength: 1, description }))

export function traceRoutes(app: App, context: Context, prefix: string): void {
  listRoute(app, context, prefix)
  detailRoute(app, context, prefix)
}

function listRoute(app: App, { access, traces }: Context, prefix: string): void {
  app.get(
    `${prefix}/traces`,
    {
      config: COMMON.config,
      onRequest: access.require(...READERS),
      schema: {
        ...COMMON.schema,
        summary: 'Runs of agents as traces, newest first',
        querystring: Type.Object({
          limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
          offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000_000 })),
          cursor: Type.Optional(
            Type.String({ pattern: '^[0-9]{1,9}$', description: 'A `nextCursor`.' }),
          ),
          userId: filter('The user’s id, exactly.'),
          ownerUserId: filter('The same as `userId`.'),
          sessionId: filter('The session’s id, exactly.'),
          agentId: filter('The agent’s id, or its name.'),
          applicationId: filter('The same as `agentId`.'),
        }),
        response: { ...kontextRefusals, 200: reference(KontextTraceListSchema) },
      },
    },
    async (request) => {
      const { limit, offset, cursor, sessionId, ...query } = request.query
      const scope = traceScopeOf(request)
      const userId = oneOf({ userId: query.userId, ownerUserId: query.ownerUserId })
      const agentId = oneOf({ agentId: query.agentId, applicationId: query.applicationId })
      const begin = oneOf({ offset: offset?.toString(), cursor }) ?? '0'

      const agent = agentId === undefined ? undefined : await findAgent(traces, scope, agentId)
      if (agentId !== undefined && agent === undefined) return { items: [] }
      const page = { limit, offset: Number(begin) }
      const { runs, total } = await traces.runs({ ...scope, userId, sessionId, agent, page })
      const next = page.offset + runs.length
      return {
        items: runs.map(mapTrace),
        ...(next < total && { nextCursor: String(next) }),
      }
    },
  )
}

function detailRoute(app: App, { access, traces }: Context, prefix: string): void {
  app.get(
    `${prefix}/traces/:traceId`,
    {
      config: COMMON.config,
      onRequest: access.require(...READERS),
      schema: {
        ...COMMON.schema,
        summary: 'A trace with its events',
        params: Type.Object({ traceId: Type.String() }),
        querystring: Type.Object({ userId: filter('Only a trace of this user.') }),
        response: { ...kontextRefusals, 200: reference(KontextTraceDetailSchema) },
      },
    },
    async (request) => {
      const { traceId } = request.params
      const scope = traceScopeOf(request)
      const of = { ...scope, runIds: [traceId], userId: request.query.userId }
      const { runs } = await traces.runs({ ...of, page: { limit: 1, offset: 0 } })
      const [run] = runs
      if (!run) throw new ApiError('NOT_FOUND', 'Trace not found')

      // The two sources may each have a run of this id.
      const events = await readEvents(traces, { ...scope, sources: [run.source] }, traceId)
      return { trace: mapTrace(run), events: mapEvents(events).slice(0, MOST_EVENTS) }
    },
  )
}

async function readEvents(traces: Context['traces'], scope: TraceScope, runId: string) {
  const read: TraceEvent[] = []
  let cursor: string | undefined
  do {
    const piece = await traces.exportEvents({ ...scope, runId, limit: 1000, cursor })
    read.push(...piece.events)
    cursor = piece.nextCursor ?? undefined
    // A tool call is two of these.
  } while (cursor !== undefined && read.length < 2 * MOST_EVENTS)
  return read
}
