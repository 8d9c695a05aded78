import Type from 'typebox'

import type { Context } from '../../context.ts'
import { projectOf } from '../../http/access.ts'
import type { App } from '../../http/app.ts'
import { findProject } from '../../http/find-resource.ts'
import { writtenSource } from '../../http/trace-scope.ts'
import { reference } from '../../schemas/reference.ts'
import { AcceptedSchema } from '../accepted.ts'
import { BODY_BYTES, withoutValidation } from '../bodies.ts'
import { ID_COMPLAINT, invalid } from '../invalid.ts'
import { idOf } from '../read-values.ts'
import { storeParts } from '../store-parts.ts'
import { findCalls } from './find-calls.ts'
import { createInTurn } from './in-turn.ts'
import { mapEvents, runOf } from './map-events.ts'
import { mapRuns } from './map-runs.ts'
import { readEvents } from './read-events.ts'
import { SessionTracesInputSchema, sessionTracesRefusals } from './schemas.ts'

export function sessionTracesRoute(app: App, context: Context): void {
  const { access, meta, traces } = context
  const inTurn = createInTurn()

  app.post(
    '/api/projects/:projectId/sessions/:sessionId/traces',
    {
      config: { intake: 'spans' },
      bodyLimit: BODY_BYTES,
      ...withoutValidation,
      onRequest: access.require('ingest', 'project'),
      schema: {
        summary: 'Send events of a session',
        tags: ['Agent runs'],
        params: Type.Object({ projectId: Type.String(), sessionId: Type.String() }),
        body: reference(SessionTracesInputSchema),
        response: { ...sessionTracesRefusals, 200: reference(AcceptedSchema) },
      },
    },
    async (request) => {
      await findProject(request, meta, request.params.projectId)
      const sessionId = idOf(request.params.sessionId)
      if (sessionId === undefined) throw invalid('The session’s id', ID_COMPLAINT)
      const events = readEvents(request.body)
      const scope = { projectId: projectOf(request), sources: [writtenSource(request)] }
      const ids = { sessionId }

      // When a run began and ended is known by all of its events together, also those before.
      await inTurn(`${scope.projectId} ${scope.sources.join()} ${sessionId}`, async () => {
        await traces.upToDate()
        const runIds = [...new Set(events.map((event) => runOf(event, ids)))]
        const page = { limit: runIds.length, offset: 0 }
        const { runs } = await traces.runs({ ...scope, runIds, page })
        const known = new Map(runs.map((run) => [run.runId, run]))
        const callOf = await findCalls(events, ids, { traces, scope })
        const parts = [...mapRuns(events, ids, known), ...mapEvents(events, ids, callOf)]
        await storeParts(context, request, parts)
      })
      return { success: true as const, accepted: events.length }
    },
  )
}
