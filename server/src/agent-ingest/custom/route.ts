import type { Context } from '../../context.ts'
import type { App } from '../../http/app.ts'
import { allowAnyOrigin, answerPreflight } from '../../http/cors.ts'
import { reference } from '../../schemas/reference.ts'
import { AcceptedSchema } from '../accepted.ts'
import { BODY_BYTES, withoutValidation } from '../bodies.ts'
import { ingestRefusals, runConflict } from '../refusals.ts'
import { storeParts } from '../store-parts.ts'
import { mapItems } from './map-items.ts'
import { readItems } from './read-items.ts'
import { AgentIngestSchema } from './schemas.ts'

export function customRoute(app: App, context: Context): void {
  answerPreflight(app, '/v1/custom')
  app.post(
    '/v1/custom',
    {
      config: { intake: 'spans' },
      bodyLimit: BODY_BYTES,
      ...withoutValidation,
      onRequest: [allowAnyOrigin, context.access.require('ingest', 'project', 'capture')],
      schema: {
        summary: 'Send a run of an agent, its steps and its tool calls',
        tags: ['Agent runs'],
        body: reference(AgentIngestSchema),
        response: { ...ingestRefusals, ...runConflict, 200: reference(AcceptedSchema) },
      },
    },
    async (request) => {
      const items = readItems(request.body)
      await storeParts(context, request, mapItems(items))
      return { success: true as const, accepted: items.length }
    },
  )
}
