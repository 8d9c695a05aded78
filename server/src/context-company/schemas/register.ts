import type { App } from '../../http/app.ts'
import { CompanyErrorSchema } from './error.ts'
import { CompanyFailureDetailSchema, CompanyFailureSchema } from './failure.ts'
import { CompanyFeedbackFiguresSchema } from './feedback.ts'
import { CompanyInsightDetailSchema, CompanyInsightSchema, CompanySearchSchema } from './insight.ts'
import { CompanyMetricsSchema, CompanyModelsSchema, CompanyToolsSchema } from './metrics.ts'
import { CompanyPatternSchema } from './pattern.ts'
import {
  CompanyFeedbackSchema,
  CompanyMatchedRunSchema,
  CompanyRunDetailSchema,
  CompanyRunSchema,
} from './run.ts'
import { CompanySessionDetailSchema, CompanySessionSchema } from './session.ts'
import { SessionToolCallSchema, StepSchema, ToolCallSchema } from './span.ts'

/** Makes the dialect's shapes known; each becomes one component of the OpenAPI document. */
export function registerCompanySchemas(app: App): void {
  const schemas = [
    CompanyErrorSchema,
    CompanyFailureDetailSchema,
    CompanyFailureSchema,
    CompanyFeedbackFiguresSchema,
    CompanyFeedbackSchema,
    CompanyInsightDetailSchema,
    CompanyInsightSchema,
    CompanyMatchedRunSchema,
    CompanyMetricsSchema,
    CompanyModelsSchema,
    CompanyPatternSchema,
    CompanyRunDetailSchema,
    CompanyRunSchema,
    CompanySearchSchema,
    CompanySessionDetailSchema,
    CompanySessionSchema,
    CompanyToolsSchema,
    SessionToolCallSchema,
    StepSchema,
    ToolCallSchema,
  ]
  for (const schema of schemas) app.addSchema(schema)
}
