import type { SessionState } from '../../traces/agent-session-reader.ts'
import type { Condition } from './run-filter.ts'
import type { ScopeIds } from './scopes.ts'

/** Sessions in any of these states, by their runs of all sources together. */
export function inStates(scope: ScopeIds, states: readonly SessionState[]): Condition {
  const parameters: Condition['parameters'] = {}
  const any = states.map((state, index) => {
    const { isOpen, allFailed, activeSince, quietSince } = state
    const all = ['true']
    if (isOpen !== undefined) all.push(`sum(open_run_count) ${isOpen ? '>' : '='} 0`)
    if (allFailed !== undefined) {
      all.push(`sum(failed_run_count) ${allFailed ? '=' : '<'} sum(run_count)`)
    }
    if (activeSince !== undefined) {
      all.push(`max(last_activity) >= :activeSince${index}`)
      parameters[`activeSince${index}`] = activeSince
    }
    if (quietSince !== undefined) {
      all.push(`max(last_activity) < :quietSince${index}`)
      parameters[`quietSince${index}`] = quietSince
    }
    return `(${all.join(' AND ')})`
  })
  return {
    where: `session.session_id IN (SELECT session_id FROM agent_sessions
      WHERE ${scope.condition('scope_id')} GROUP BY session_id
      HAVING ${any.join(' OR ') || 'false'})`,
    parameters,
  }
}
