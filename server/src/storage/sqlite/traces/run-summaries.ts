import type { RunFeedback, RunSummary } from '../../traces/run-reader.ts'
import type { TraceScope, TraceSource } from '../../traces/source.ts'
import type { Database } from '../database.ts'
import { toDollars } from './amounts.ts'
import { createPeople } from './people.ts'
import type { KnownRun } from './run-row.ts'

/** Makes summaries of rows that a scope may see. */
export function createRunSummaries(db: Database, scope: TraceScope): (run: KnownRun) => RunSummary {
  const people = createPeople(db, scope)
  const source = db.prepare<{ source: TraceSource }>(
    'SELECT source FROM scopes WHERE scope_id = :scopeId',
  )

  return (run) => {
    const { scopeId, runKey } = run
    return {
      runId: run.runId,
      source: source.get({ scopeId })?.source ?? 'prod',
      sessionId: run.sessionId,
      agent: run.agent,
      conversational: run.conversational === 1,
      statusCode: run.statusCode,
      statusMessage: run.statusMessage,
      startTime: run.startTime,
      endTime: run.endTime,
      prompt: run.prompt,
      response: run.response,
      models: modelsOf(db, runKey),
      stepCount: run.stepCount,
      toolCallCount: run.toolCallCount,
      spanCount: run.spanCount,
      failedSpanCount: run.failedSpanCount,
      warnedSpanCount: run.warnedSpanCount,
      promptTokens: run.promptTokens,
      promptCachedTokens: run.promptCachedTokens,
      completionTokens: run.completionTokens,
      cost: run.pricedStepCount > 0 ? toDollars(run.cost) : null,
      userId: run.userId,
      orgId: run.orgId,
      ...people(run),
      // Reads back the JSON that `mergeRun` wrote.
      metadata: JSON.parse(run.metadata) as RunSummary['metadata'],
      feedback: feedbackOf(db, run),
      patterns: patternsOf(db, runKey),
      framework: run.framework ?? 'custom',
    }
  }
}

function modelsOf(db: Database, runKey: number): string[] {
  return db
    .prepare<{ label: string }>(
      `SELECT label FROM run_labels WHERE run_key = :runKey AND kind = 'step'
         AND label <> 'unknown' ORDER BY first_time, label`,
    )
    .all({ runKey })
    .map(({ label }) => label)
}

function feedbackOf(db: Database, { scopeId, runId }: KnownRun): RunFeedback | null {
  const row = db
    .prepare<RunFeedback>(
      `SELECT score, text, created_at AS createdAt FROM feedback
       WHERE scope_id = :scopeId AND run_id = :runId`,
    )
    .get({ scopeId, runId })
  return row ? { ...row } : null
}

function patternsOf(db: Database, runKey: number): string[] {
  return db
    .prepare<{ slug: string }>(
      'SELECT slug FROM pattern_matches WHERE run_key = :runKey ORDER BY slug',
    )
    .all({ runKey })
    .map(({ slug }) => slug)
}
