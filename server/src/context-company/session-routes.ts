import Type from 'typebox'

import { projectPatterns } from '../agent-analysis/patterns/project-patterns.ts'
import type { Context } from '../context.ts'
import { ApiError } from '../http/api-error.ts'
import type { App } from '../http/app.ts'
import { traceScopeOf } from '../http/trace-scope.ts'
import { reference } from '../schemas/reference.ts'
import type { RunDetail, RunSummary } from '../storage/traces/run-reader.ts'
import type { TraceScope } from '../storage/traces/source.ts'
import { mapConversation, mapSession } from './map-session.ts'
import { pageOf, pageQuery, pageSchema } from './paging.ts'
import { ownerQuery, readOwner } from './read-filters.ts'
import { rangeQuery, readRange } from './read-range.ts'
import { COMMON, READERS } from './readers.ts'
import { companyRefusals } from './schemas/error.ts'
import { CompanySessionDetailSchema, CompanySessionSchema } from './schemas/session.ts'

/** A conversation that is longer is shown from where it stands now. */
const MOST_RUNS = 200
/** Runs that are read at a time: each is unpacked whole. */
const RUNS_AT_ONCE = 10

export function sessionRoutes(app: App, context: Context): void {
  listRoute(app, context)
  detailRoute(app, context)
}

function listRoute(app: App, { access, traces, now }: Context): void {
  app.get(
    '/v1/sessions',
    {
      onRequest: access.require(...READERS),
      schema: {
        ...COMMON,
        summary: 'Sessions with a run that began in a range of time, latest activity first',
        querystring: Type.Object({ ...rangeQuery, ...pageQuery, ...ownerQuery }),
        response: {
          ...companyRefusals,
          200: pageSchema(
            { sessions: Type.Array(reference(CompanySessionSchema)) },
            'One page of sessions.',
          ),
        },
      },
    },
    async (request) => {
      const { query } = request
      const { sessions, total } = await traces.agentSessions({
        ...traceScopeOf(request, 'prod'),
        range: readRange(query, now()),
        ...readOwner(query),
        page: { limit: query.limit, offset: query.offset },
      })
      const page = pageOf(query, { total, shown: sessions.length })
      return { sessions: sessions.map(mapSession), ...page }
    },
  )
}

function detailRoute(app: App, { access, traces }: Context): void {
  app.get(
    '/v1/sessions/:sessionId',
    {
      onRequest: access.require(...READERS),
      schema: {
        ...COMMON,
        summary: 'A session as a conversation, with its tool calls and patterns',
        params: Type.Object({ sessionId: Type.String() }),
        response: {
          ...companyRefusals,
          200: Type.Object(
            { session: reference(CompanySessionDetailSchema) },
            { description: 'The session, whole.' },
          ),
        },
      },
    },
    async (request) => {
      const { sessionId } = request.params
      const scope = traceScopeOf(request, 'prod')
      const page = { limit: MOST_RUNS, offset: 0 }
      const [{ sessions }, latest, patterns] = await Promise.all([
        traces.agentSessions({ ...scope, sessionIds: [sessionId], page }),
        traces.runs({ ...scope, sessionId, page }),
        projectPatterns(traces, scope.projectId),
      ])
      const [session] = sessions
      if (!session) throw new ApiError('NOT_FOUND', `There is no session ${sessionId} with runs`)

      const summaries = latest.runs.toReversed()
      const nameOf = (slug: string) => patterns.find((each) => each.slug === slug)?.name ?? slug
      const runs = await readRuns(traces, scope, summaries)
      return { session: mapConversation({ session, summaries, runs, nameOf }) }
    },
  )
}

async function readRuns(
  traces: Context['traces'],
  scope: TraceScope,
  summaries: readonly RunSummary[],
): Promise<RunDetail[]> {
  const read: RunDetail[] = []
  for (let next = 0; next < summaries.length; next += RUNS_AT_ONCE) {
    const some = summaries.slice(next, next + RUNS_AT_ONCE)
    const runs = await Promise.all(some.map(({ runId }) => traces.run(scope, runId)))
    read.push(...runs.filter((run) => run !== undefined))
  }
  return read
}
