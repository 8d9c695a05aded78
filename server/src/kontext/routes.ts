import type { Context } from '../context.ts'
import { answerErrorsAs } from '../http/answer-errors.ts'
import type { App } from '../http/app.ts'
import type { Logger } from '../log/logger.ts'
import { mcpEventsRoute } from './mcp-events-route.ts'
import { registerKontextSchemas } from './schemas/register.ts'
import { statsRoute } from './stats-route.ts'
import { tokenRoute } from './token-route.ts'
import { traceRoutes } from './trace-routes.ts'

/** The API's own base path, and none, as its pages print the paths. */
const PREFIXES = ['/api/v1', '']

/** The traces part of the Kontext API, and the tokens that its clients ask for. */
export async function kontextRoutes(app: App, context: Context, logger: Logger): Promise<void> {
  registerKontextSchemas(app)
  // Scopes of their own, because refusals look different from those of the neighbours.
  await app.register(async (routes: App) => {
    answerErrorsAs(routes, logger, ({ statusCode, message }) => ({ message, statusCode }))
    for (const prefix of PREFIXES) {
      statsRoute(routes, context, prefix)
      traceRoutes(routes, context, prefix)
      mcpEventsRoute(routes, context, prefix)
    }
  })
  await app.register(async (routes: App) => tokenRoute(routes, context, logger))
}
