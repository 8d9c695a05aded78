import type { TraceEventFilter } from '../../traces/trace-event-reader.ts'
import type { Condition } from './run-filter.ts'

type Filter = Omit<TraceEventFilter, 'projectId' | 'sources' | 'sessionId'>

/** A condition on listed events. */
export function eventCondition({
  runId,
  types,
  spanId,
  parentSpanId,
  decisionKind,
  model,
  range,
}: Filter): Condition {
  const conditions = ['TRUE']
  const parameters: Condition['parameters'] = {}
  const add = (condition: string, values: Condition['parameters']) => {
    conditions.push(condition)
    Object.assign(parameters, values)
  }

  if (runId !== undefined) add(OF_RUN, { runId })
  if (types) add('type IN (SELECT value FROM json_each(:types))', { types: JSON.stringify(types) })
  if (spanId !== undefined) add('spanId = :spanId', { spanId })
  if (parentSpanId !== undefined) add('parentSpanId = :parentSpanId', { parentSpanId })
  if (decisionKind !== undefined) add(OF_DECISION, { decisionKind })
  if (model !== undefined) add(`kind = 'step' AND label = :model`, { model })
  if (range) add('time >= :from AND time < :to', { ...range })
  return { where: conditions.join(' AND '), parameters }
}

const OF_RUN = '(SELECT run_id FROM runs WHERE run_key = runKey) = :runId'
const OF_DECISION = `(decisionKind = :decisionKind
  OR type = :decisionKind AND type IN ('handoff', 'escalation'))`
