import type { App } from '../../http/app.ts'
import { AgentListSchema } from './agents.ts'
import { SessionAnalysisSchema } from './analysis.ts'
import { SessionTracesErrorSchema } from './error.ts'
import { GenerationListSchema, GenerationSchema } from './generation.ts'
import { SessionMetricsAnswerSchema, SessionMetricsSchema } from './metrics.ts'
import { AgentSessionAnswerSchema, AgentSessionListSchema, AgentSessionSchema } from './session.ts'
import { AgentTraceListSchema, AgentTraceSchema } from './trace.ts'

/** Makes the dialect's shapes known; each becomes one component of the OpenAPI document. */
export function registerSessionTracesSchemas(app: App): void {
  const schemas = [
    AgentListSchema,
    AgentSessionAnswerSchema,
    AgentSessionListSchema,
    AgentSessionSchema,
    AgentTraceListSchema,
    AgentTraceSchema,
    GenerationListSchema,
    GenerationSchema,
    SessionAnalysisSchema,
    SessionMetricsAnswerSchema,
    SessionMetricsSchema,
    SessionTracesErrorSchema,
  ]
  for (const schema of schemas) app.addSchema(schema)
}
