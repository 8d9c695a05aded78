import Type from 'typebox'

import type { App } from '../http/app.ts'
import { TAGS } from './readers.ts'

/** What clients of the session-traces API ask before they connect. */
export function healthRoute(app: App): void {
  app.get(
    '/health/live',
    {
      schema: {
        summary: 'Whether the collector answers, as clients of this API ask it',
        tags: TAGS,
        security: [],
        response: {
          200: Type.Object({ status: Type.Literal('ok') }, { description: 'It does.' }),
        },
      },
    },
    async () => ({ status: 'ok' as const }),
  )
}
