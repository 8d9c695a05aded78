import type { AgentFigures, SpanFigures, SpanStatistics } from '../../traces/agent-figures.ts'
import type { TimeRange } from '../../traces/source.ts'
import { CALL_OUTCOMES } from '../../traces/span-parts.ts'
import type { Database } from '../database.ts'
import { stepsOf } from './divide-range.ts'
import { ofSpan, type Dimension } from './figure-changes.ts'
import { averageOf, by, toDurations } from './figure-results.ts'
import { addChange, addFigures, noFigures, type Figures } from './figure-writer.ts'
import { readFigures } from './read-figures.ts'
import { scopeIds, type ScopeIds } from './scopes.ts'
import { SPAN_COLUMNS, type TimedSpan } from './span-row.ts'

type StatisticsQuery = Parameters<AgentFigures['spanStatistics']>[0]

type Sums = (dimension: Dimension, range: TimeRange) => Map<string, Figures>

/** From the figures or, for one user, from the rows of that user's runs. */
export function spanStatistics(db: Database, query: StatisticsQuery): SpanStatistics {
  const { range, step, userId } = query
  const scope = scopeIds(db, query)
  const sums: Sums =
    userId === undefined
      ? (dimension, each) => readFigures(db, scope, dimension, each)
      : ofUser(db, scope, range, userId)

  const total = noFigures()
  const timeline: SpanFigures[] = []
  for (const each of stepsOf(range, step)) {
    const outcomes = sums('outcome', each)
    if (outcomes.size === 0) continue
    for (const figures of outcomes.values()) addFigures(total, figures)
    const counts = CALL_OUTCOMES.map((outcome) => [outcome, outcomes.get(outcome)?.count ?? 0])
    timeline.push({ time: each.from, ...(Object.fromEntries(counts) as Counts) })
  }
  return {
    runCount: countRuns(db, scope, query, sums),
    bytesIn: total.bytesIn,
    bytesOut: total.bytesOut,
    duration: toDurations(total),
    timeline,
    tools: [...sums('call', range)].map(toTool).sort(by('callCount', 'toolName')),
  }
}

type Counts = Omit<SpanFigures, 'time'>

function toTool([toolName, figures]: [string, Figures]): SpanStatistics['tools'][number] {
  const { count: callCount, failed: failedCallCount } = figures
  return { toolName, callCount, failedCallCount, averageDuration: averageOf(figures) }
}

function countRuns(
  db: Database,
  scope: ScopeIds,
  { range, userId }: StatisticsQuery,
  sums: Sums,
): number {
  if (userId === undefined) return sums('run', range).get('')?.count ?? 0
  const counted = db
    .prepare<{ count: number }>(
      `SELECT count(*) AS count FROM runs WHERE ${scope.condition('scope_id')}
         AND user_id = :userId AND start_time >= :from AND start_time < :to`,
    )
    .get({ ...scope.parameters, ...range, userId })
  return counted?.count ?? 0
}

function ofUser(db: Database, scope: ScopeIds, range: TimeRange, userId: string): Sums {
  const spans = db
    .prepare<TimedSpan>(
      `SELECT ${SPAN_COLUMNS} FROM runs JOIN spans USING (run_key)
       WHERE ${scope.condition('runs.scope_id')} AND runs.user_id = :userId
         AND runs.start_time IS NOT NULL AND runs.last_activity >= :from
         AND spans.time >= :from AND spans.time < :to`,
    )
    .all({ ...scope.parameters, ...range, userId })

  return (dimension, { from, to }) => {
    const sums = new Map<string, Figures>()
    for (const span of spans) {
      if (span.time < from || span.time >= to) continue
      for (const change of ofSpan(1, { scopeId: 0, startTime: span.time }, span)) {
        if (change.dimension !== dimension) continue
        const sum = sums.get(change.key) ?? noFigures()
        sums.set(change.key, sum)
        addChange(sum, change)
      }
    }
    return sums
  }
}
