import { StoreError } from '../store-error.ts'
import type { TraceStore } from '../trace-store.ts'
import type { Database } from './database.ts'
import { agentSessionQueries } from './traces/agent-session-queries.ts'
import { appendParts } from './traces/append-parts.ts'
import { feedbackQueries } from './traces/feedback-queries.ts'
import { createFigureWriter, type FigureWriter } from './traces/figure-writer.ts'
import { matchQueries } from './traces/match-queries.ts'
import { runQueries } from './traces/run-queries.ts'
import { traceEventQueries } from './traces/trace-event-queries.ts'

/**
 * Runs of agents in `runs.db`, all in this thread. A collector divides the methods between a writer,
 * which gives its own figures and flushes them once a commit, and readers.
 */
export function createSqliteTraceStore(db: Database, shared?: FigureWriter): TraceStore {
  const figures = shared ?? createFigureWriter(db)
  const missing = (name: string) => () => Promise.reject(new StoreError(`${name} is not there yet`))

  return {
    ...runQueries(db),
    ...traceEventQueries(db),
    ...agentSessionQueries(db),
    ...feedbackQueries(db),
    ...matchQueries(db),
    async appendParts(batch) {
      try {
        db.transaction(() => {
          appendParts(db, figures, batch)
          if (!shared) figures.flush()
        })
      } catch (error) {
        if (!shared) figures.forget()
        throw error
      }
    },
    runFigures: missing('runFigures'),
    runSeries: missing('runSeries'),
    modelFigures: missing('modelFigures'),
    toolFigures: missing('toolFigures'),
    spanStatistics: missing('spanStatistics'),
    failures: missing('failures'),
    failure: missing('failure'),
    setFailureStatus: missing('setFailureStatus'),
    runsToAnalyse: missing('runsToAnalyse'),
    saveMatches: missing('saveMatches'),
    analyseAgainSince: missing('analyseAgainSince'),
    patternFigures: missing('patternFigures'),
    patternDefinitions: missing('patternDefinitions'),
    savePatternDefinition: missing('savePatternDefinition'),
    removePatternDefinition: missing('removePatternDefinition'),
    saveInsight: missing('saveInsight'),
    insights: missing('insights'),
    insight: missing('insight'),
    projectsWithRuns: missing('projectsWithRuns'),
    dropRunsBefore: missing('dropRunsBefore'),
    eraseRuns: missing('eraseRuns'),
    async close() {
      db.close()
    },
  }
}
