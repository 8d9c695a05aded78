import type { Context } from '../context.ts'
import type { App } from '../http/app.ts'
import { JsonObjectSchema } from '../schemas/log-entry.ts'
import { reference } from '../schemas/reference.ts'
import { AcceptedSchema } from './accepted.ts'
import { BODY_BYTES, withoutValidation } from './bodies.ts'
import type { Format } from './format.ts'
import { invalid } from './invalid.ts'
import { objectOf } from './read-values.ts'
import { ingestRefusals } from './refusals.ts'
import { storeParts } from './store-parts.ts'

/** A route that takes what the exporter of a framework sends: an object, read as far as it is known. */
export function jsonRoute(app: App, context: Context, format: Format): void {
  const { path, summary, description, map } = format
  app.post(
    path,
    {
      config: { intake: 'spans' },
      bodyLimit: BODY_BYTES,
      ...withoutValidation,
      onRequest: context.access.require('ingest', 'project'),
      schema: {
        summary,
        tags: ['Agent runs'],
        body: { ...JsonObjectSchema, description },
        response: { ...ingestRefusals, 200: reference(AcceptedSchema) },
      },
    },
    async (request) => {
      const body = objectOf(request.body)
      if (!body) throw invalid('The body', 'must be an object')
      const parts = map(body)
      await storeParts(context, request, parts)
      return { success: true as const, accepted: parts.length }
    },
  )
}
