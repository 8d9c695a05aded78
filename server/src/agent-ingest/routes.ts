import type { Context } from '../context.ts'
import { answerErrorsAs } from '../http/answer-errors.ts'
import type { App } from '../http/app.ts'
import type { Logger } from '../log/logger.ts'
import { AcceptedSchema } from './accepted.ts'
import { CLAUDE } from './claude/format.ts'
import { customRoute } from './custom/route.ts'
import {
  AgentIngestSchema,
  AgentRunInputSchema,
  AgentStepInputSchema,
  AgentToolCallInputSchema,
} from './custom/schemas.ts'
import { FeedbackInputSchema, feedbackRoute } from './feedback/route.ts'
import { jsonRoute } from './json-route.ts'
import { MASTRA } from './mastra/format.ts'
import { sessionTracesRoute } from './native/route.ts'
import { SessionTracesInputSchema, SessionTracesRefusalSchema } from './native/schemas.ts'
import { OPENCLAW } from './openclaw/format.ts'
import { otlpRoutes } from './otlp/routes.ts'
import { PI } from './pi/format.ts'
import { IngestErrorSchema } from './refusals.ts'

/** Every way in for runs of agents. */
export function agentIngestRoutes(app: App, context: Context, logger: Logger): void {
  const schemas = [
    AcceptedSchema,
    AgentIngestSchema,
    AgentRunInputSchema,
    AgentStepInputSchema,
    AgentToolCallInputSchema,
    FeedbackInputSchema,
    IngestErrorSchema,
    SessionTracesInputSchema,
    SessionTracesRefusalSchema,
  ]
  for (const schema of schemas) app.addSchema(schema)

  // In scopes of their own, because errors and kinds of bodies are a matter of the scope.
  app.register(async (scope: App) => {
    answerErrorsAs(scope, logger, ({ message }) => ({ error: message }))
    customRoute(scope, context)
    feedbackRoute(scope, context)
    otlpRoutes(scope, context)
    for (const format of [CLAUDE, PI, OPENCLAW, MASTRA]) jsonRoute(scope, context, format)
  })
  app.register(async (scope: App) => {
    answerErrorsAs(scope, logger, ({ code, message }) => ({
      success: false,
      error: { code, message },
    }))
    sessionTracesRoute(scope, context)
  })
}
