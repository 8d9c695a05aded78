import type {
  AgentFigures,
  FiguresQuery,
  ModelFigures,
  RunFigures,
  ToolFigures,
} from '../../traces/agent-figures.ts'
import type { Database } from '../database.ts'
import { countSessions } from './agent-session-queries.ts'
import { toDollars } from './amounts.ts'
import { stepsOf } from './divide-range.ts'
import { averageOf, by, toDurations } from './figure-results.ts'
import { noFigures, type Figures } from './figure-writer.ts'
import { readFigures } from './read-figures.ts'
import { scopeIds, type ScopeIds } from './scopes.ts'
import { spanStatistics } from './span-statistics.ts'

export function figureQueries(db: Database): AgentFigures {
  const runs = (scope: ScopeIds, range: FiguresQuery['range']) =>
    toRunFigures(readFigures(db, scope, 'run', range).get('') ?? noFigures())

  return {
    async runFigures(query) {
      const scope = scopeIds(db, query)
      return {
        ...runs(scope, query.range),
        sessionCount: countSessions(db, query),
        ...thumbs(db, scope, query),
      }
    },
    async runSeries({ range, step, ...query }) {
      const scope = scopeIds(db, query)
      return stepsOf(range, step)
        .map((each) => ({ time: each.from, ...runs(scope, each) }))
        .filter(({ runCount }) => runCount > 0)
    },
    async modelFigures(query) {
      const figures = readFigures(db, scopeIds(db, query), 'model', query.range)
      return [...figures].map(toModelFigures).sort(by('stepCount', 'model'))
    },
    async toolFigures(query) {
      const figures = readFigures(db, scopeIds(db, query), 'tool', query.range)
      return [...figures].map(toToolFigures).sort(by('callCount', 'toolName'))
    },
    async spanStatistics(query) {
      return spanStatistics(db, query)
    },
  }
}

function toRunFigures(figures: Figures): RunFigures {
  const { count, failed, promptTokens, promptCachedTokens, completionTokens, cost } = figures
  return {
    runCount: count,
    failedRunCount: failed,
    promptTokens,
    promptCachedTokens,
    completionTokens,
    cost: toDollars(cost),
    duration: toDurations(figures),
  }
}

function toModelFigures([model, figures]: [string, Figures]): ModelFigures {
  const { promptTokens, promptCachedTokens, completionTokens } = figures
  return {
    model,
    runCount: figures.runs,
    stepCount: figures.count,
    failedStepCount: figures.failed,
    promptTokens,
    promptCachedTokens,
    completionTokens,
    cost: toDollars(figures.cost),
    averageDuration: averageOf(figures),
  }
}

function toToolFigures([toolName, figures]: [string, Figures]): ToolFigures {
  return {
    toolName,
    callCount: figures.count,
    runCount: figures.runs,
    failedCallCount: figures.failed,
    duration: toDurations(figures),
    lastUsed: figures.lastTime ?? 0,
  }
}

function thumbs(db: Database, scope: ScopeIds, { range }: FiguresQuery) {
  const scored = db.prepare<{ count: number }>(
    `SELECT count(*) AS count FROM runs
     WHERE ${scope.condition('scope_id')} AND start_time >= :from AND start_time < :to
       AND feedback_score IS NOT NULL AND feedback_score = :score`,
  )
  const count = (score: string) => scored.get({ ...scope.parameters, ...range, score })?.count ?? 0
  return { thumbsUp: count('thumbs_up'), thumbsDown: count('thumbs_down') }
}
