import type { SessionQuery } from '../../traces/session-analysis.ts'
import type { Database } from '../database.ts'
import { conditionOf, groupOf } from './event-group.ts'
import type { Condition } from './run-filter.ts'

/** A condition on `runs`: those of the session, or the one run, that are known. */
export function runsOfSession(db: Database, query: SessionQuery): Condition {
  const group = groupOf(db, query)
  if (!group) return { where: 'FALSE', parameters: {} }
  const { where, parameters } = conditionOf(group)
  const known = `${where} AND runs.start_time IS NOT NULL`
  if (!('runId' in query)) return { where: known, parameters }
  // It may have got a session meanwhile.
  return {
    where: `${known} AND runs.run_id = :runId`,
    parameters: { ...parameters, runId: query.runId },
  }
}
