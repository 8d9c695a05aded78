import type { App } from '../../http/app.ts'
import { KontextErrorSchema, OAuthErrorSchema } from './error.ts'
import { KontextEventSchema, KontextMcpEventListSchema, KontextMcpEventSchema } from './event.ts'
import { KontextStatsSchema } from './stats.ts'
import { TokenRequestSchema, TokenSchema } from './token.ts'
import { KontextTraceDetailSchema, KontextTraceListSchema, KontextTraceSchema } from './trace.ts'

/** Makes the dialect's shapes known; each becomes one component of the OpenAPI document. */
export function registerKontextSchemas(app: App): void {
  const schemas = [
    KontextErrorSchema,
    KontextEventSchema,
    KontextMcpEventListSchema,
    KontextMcpEventSchema,
    KontextStatsSchema,
    KontextTraceDetailSchema,
    KontextTraceListSchema,
    KontextTraceSchema,
    OAuthErrorSchema,
    TokenRequestSchema,
    TokenSchema,
  ]
  for (const schema of schemas) app.addSchema(schema)
}
