import type { RunFilter } from '../../traces/run-reader.ts'
import type { Database } from '../database.ts'
import { toMatch } from '../to-match.ts'
import { scopeIds } from './scopes.ts'

/** A condition on `runs` and what it is asked with. */
export interface Condition {
  where: string
  parameters: { [name: string]: string | number }
}

/** Which runs a filter means. Runs that are not known yet are never among them. */
export function runCondition(db: Database, filter: RunFilter): Condition {
  const scope = scopeIds(db, filter)
  const conditions = [scope.condition('runs.scope_id'), 'runs.start_time IS NOT NULL']
  const parameters: Condition['parameters'] = { ...scope.parameters }
  const add = (condition: string, values: Condition['parameters']) => {
    conditions.push(condition)
    Object.assign(parameters, values)
  }

  const { range, feedbackRange, statusCode, sessionId, agent, userId, orgId } = filter
  if (range) add('runs.start_time >= :from AND runs.start_time < :to', { ...range })
  if (feedbackRange) {
    const { from, to } = feedbackRange
    const within = 'runs.feedback_time >= :feedbackFrom AND runs.feedback_time < :feedbackTo'
    add(within, { feedbackFrom: from, feedbackTo: to })
  }
  if (statusCode !== undefined) add(`runs.status_code = ${statusCode === 2 ? 2 : 0}`, {})
  if (sessionId !== undefined) add('runs.session_id = :sessionId', { sessionId })
  if (agent !== undefined) add('runs.agent = :agent', { agent })
  if (userId !== undefined) add('runs.user_id = :userId', { userId })
  if (orgId !== undefined) add('runs.org_id = :orgId', { orgId })

  const { pattern, tool, model, text, runIds } = filter
  if (pattern !== undefined) add(IS_MATCHED, { pattern })
  if (tool !== undefined) add(usesLabel('tool_call', 'tool'), { tool })
  if (model !== undefined) add(usesLabel('step', 'model'), { model })
  if (runIds) add(IS_LISTED, { runIds: JSON.stringify(runIds) })
  const match = text === undefined ? undefined : toMatch(text)
  if (match !== undefined) add(HAS_WORDS, { match })
  return { where: conditions.join(' AND '), parameters }
}

const IS_MATCHED = `EXISTS (SELECT 1 FROM pattern_matches
  WHERE pattern_matches.run_key = runs.run_key AND slug = :pattern)`
const IS_LISTED = 'runs.run_id IN (SELECT value FROM json_each(:runIds))'
const HAS_WORDS = 'runs.run_key IN (SELECT rowid FROM run_texts WHERE run_texts MATCH :match)'

function usesLabel(kind: string, parameter: string): string {
  return `EXISTS (SELECT 1 FROM run_labels WHERE run_labels.run_key = runs.run_key
    AND kind = '${kind}' AND label = :${parameter})`
}
