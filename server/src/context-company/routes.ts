import type { Context } from '../context.ts'
import { answerErrorsAs } from '../http/answer-errors.ts'
import type { App } from '../http/app.ts'
import type { Logger } from '../log/logger.ts'
import { failureRoutes } from './failure-routes.ts'
import { feedbackRoutes } from './feedback-routes.ts'
import { insightRoutes } from './insight-routes.ts'
import { insightSearchRoute } from './insight-search-route.ts'
import { metricsRoute } from './metrics-route.ts'
import { patternRoutes } from './pattern-routes.ts'
import { runRoutes } from './run-routes.ts'
import { registerCompanySchemas } from './schemas/register.ts'
import { sessionRoutes } from './session-routes.ts'
import { usageRoutes } from './usage-routes.ts'

/** The read API of the Context Company: `/v1/runs` and what is derived from runs. */
export async function contextCompanyRoutes(
  app: App,
  context: Context,
  logger: Logger,
): Promise<void> {
  registerCompanySchemas(app)
  // A scope of its own, because its refusals look different from those of its neighbours.
  await app.register(async (routes: App) => {
    answerErrorsAs(routes, logger, ({ message }) => ({ error: message }))
    runRoutes(routes, context)
    sessionRoutes(routes, context)
    metricsRoute(routes, context)
    usageRoutes(routes, context)
    failureRoutes(routes, context)
    feedbackRoutes(routes, context)
    patternRoutes(routes, context)
    insightRoutes(routes, context)
    insightSearchRoute(routes, context)
  })
}
