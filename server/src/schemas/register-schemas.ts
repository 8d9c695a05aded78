import type { App } from '../http/app.ts'
import { InboxSessionSchema, PasswordChangeSchema, SetUpSchema, SignInSchema } from './account.ts'
import { CaptureSwitchInputSchema, CaptureSwitchSchema } from './capture-switch.ts'
import { ErrorSchema } from './error.ts'
import {
  AnalysisSchema,
  IssueInputSchema,
  IssueListItemSchema,
  IssueListSchema,
  IssueSchema,
} from './issue.ts'
import { LogEntryInputSchema, LogEntrySchema } from './log-entry.ts'
import { OutcomesSchema, OutcomeTotalSchema } from './outcome.ts'
import {
  PatternDefinitionSchema,
  PatternInputSchema,
  ProjectPatternListSchema,
  ProjectPatternSchema,
} from './pattern.ts'
import { ProjectListSchema, ProjectSchema } from './project.ts'
import { ReplayChunkListSchema, ReplayChunkSchema, ReplayEventsSchema } from './replay.ts'
import { ScrubRulesSchema } from './scrub-rules.ts'
import { FoundReportSchema, SearchHitSchema, SearchResultSchema } from './search.ts'
import { SeriesSchema, SeriesStepSchema } from './series.ts'
import { SessionInputSchema, SessionSchema } from './session.ts'
import { VisitSchema } from './visit.ts'

/** Makes every shape known under its `$id`; each becomes one component of the OpenAPI document. */
export function registerSchemas(app: App): void {
  const schemas = [
    AnalysisSchema,
    CaptureSwitchInputSchema,
    CaptureSwitchSchema,
    ErrorSchema,
    InboxSessionSchema,
    IssueInputSchema,
    IssueListItemSchema,
    IssueListSchema,
    IssueSchema,
    LogEntryInputSchema,
    LogEntrySchema,
    OutcomesSchema,
    OutcomeTotalSchema,
    PasswordChangeSchema,
    PatternDefinitionSchema,
    PatternInputSchema,
    ProjectListSchema,
    ProjectPatternListSchema,
    ProjectPatternSchema,
    ProjectSchema,
    ReplayChunkListSchema,
    ReplayChunkSchema,
    ReplayEventsSchema,
    ScrubRulesSchema,
    FoundReportSchema,
    SearchHitSchema,
    SearchResultSchema,
    SeriesSchema,
    SeriesStepSchema,
    SessionInputSchema,
    SessionSchema,
    SetUpSchema,
    SignInSchema,
    VisitSchema,
  ]
  for (const schema of schemas) app.addSchema(schema)
}
