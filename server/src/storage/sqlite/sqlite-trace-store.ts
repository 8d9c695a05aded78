import type { TraceStore } from '../trace-store.ts'
import type { Database } from './database.ts'
import { agentSessionQueries } from './traces/agent-session-queries.ts'
import { appendParts } from './traces/append-parts.ts'
import { refusedNaming } from './traces/arrivals.ts'
import { failureQueries } from './traces/failure-queries.ts'
import { feedbackQueries } from './traces/feedback-queries.ts'
import { figureQueries } from './traces/figure-queries.ts'
import { createFigureWriter, type FigureWriter } from './traces/figure-writer.ts'
import { insightQueries } from './traces/insight-queries.ts'
import { matchQueries } from './traces/match-queries.ts'
import { patternQueries } from './traces/pattern-queries.ts'
import { countRunsBefore, dropRunsBefore, eraseRuns } from './traces/remove-runs.ts'
import { runQueries } from './traces/run-queries.ts'
import { sessionAnalysisQueries } from './traces/session-analysis-queries.ts'
import { traceEventQueries } from './traces/trace-event-queries.ts'

/**
 * Runs of agents in `runs.db`, all in this thread. A collector divides the methods between a writer,
 * which gives its own figures and flushes them once a commit, and readers.
 */
export function createSqliteTraceStore(db: Database, shared?: FigureWriter): TraceStore {
  const figures = shared ?? createFigureWriter(db)
  const write = <Result>(work: () => Result): Result => {
    // Within a group the commit is another's.
    if (shared) return work()
    try {
      return db.transaction(() => {
        const result = work()
        figures.flush()
        return result
      })
    } catch (error) {
      figures.forget()
      throw error
    }
  }

  return {
    ...runQueries(db),
    ...traceEventQueries(db),
    ...agentSessionQueries(db),
    ...sessionAnalysisQueries(db),
    ...figureQueries(db),
    ...feedbackQueries(db),
    ...matchQueries(db),
    ...failureQueries(db),
    ...patternQueries(db),
    ...insightQueries(db),
    async appendParts(batch) {
      write(() => appendParts(db, figures, [batch]))
    },
    async dropRunsBefore(time, limit) {
      return write(() => dropRunsBefore(db, figures, time, limit))
    },
    async countRunsBefore(time) {
      return countRunsBefore(db, time)
    },
    async countRefused(projectId, names) {
      return refusedNaming(db, projectId, names).length
    },
    async upToDate() {},
    async eraseRuns(projectId, of) {
      return eraseRuns(db, figures, projectId, of)
    },
    async close() {
      db.close()
    },
  }
}
