import Type from 'typebox'

import type { Context } from '../context.ts'
import type { App } from '../http/app.ts'
import { traceScopeOf } from '../http/trace-scope.ts'
import { reference } from '../schemas/reference.ts'
import { mapMcpEvent } from './map-event.ts'
import { COMMON, READERS } from './readers.ts'
import { kontextRefusals } from './schemas/error.ts'
import { KontextMcpEventListSchema } from './schemas/event.ts'

export function mcpEventsRoute(app: App, { access, traces }: Context, prefix: string): void {
  app.get(
    `${prefix}/mcp-events`,
    {
      config: COMMON.config,
      onRequest: access.require(...READERS),
      schema: {
        ...COMMON.schema,
        summary: 'The latest tool calls of all agents',
        querystring: Type.Object({
          limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
          offset: Type.Integer({ minimum: 0, maximum: 1_000_000_000, default: 0 }),
        }),
        response: { ...kontextRefusals, 200: reference(KontextMcpEventListSchema) },
      },
    },
    async (request) => {
      const { limit, offset } = request.query
      const { events } = await traces.traceEvents({
        ...traceScopeOf(request),
        types: ['tool_call'],
        newestFirst: true,
        page: { limit, offset },
      })
      return { items: events.map(mapMcpEvent) }
    },
  )
}
