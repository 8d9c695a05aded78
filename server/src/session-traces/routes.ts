import type { Context } from '../context.ts'
import { answerErrorsAs } from '../http/answer-errors.ts'
import type { App } from '../http/app.ts'
import type { Logger } from '../log/logger.ts'
import { agentsRoute } from './agents-route.ts'
import { analysisRoute } from './analysis/analysis-route.ts'
import { exportRoute } from './export/export-route.ts'
import { generationsRoute } from './generations-route.ts'
import { healthRoute } from './health-route.ts'
import { metricsRoute } from './metrics-route.ts'
import { registerSessionTracesSchemas } from './schemas/register.ts'
import { sessionRoute } from './session-route.ts'
import { sessionsRoute } from './sessions-route.ts'
import { traceRoutes } from './trace-routes.ts'

/** The session-traces API: `/api/projects/:projectId/sessions` and below. */
export async function sessionTracesRoutes(
  app: App,
  context: Context,
  logger: Logger,
): Promise<void> {
  registerSessionTracesSchemas(app)
  // A scope of its own, because its refusals look different from those of its neighbours.
  await app.register(async (routes: App) => {
    answerErrorsAs(routes, logger, ({ code, message }) => {
      return { success: false, error: { code, message } }
    })
    sessionsRoute(routes, context)
    exportRoute(routes, context)
    generationsRoute(routes, context)
    sessionRoute(routes, context)
    traceRoutes(routes, context)
    metricsRoute(routes, context)
    analysisRoute(routes, context)
    agentsRoute(routes, context)
    healthRoute(routes)
  })
}
