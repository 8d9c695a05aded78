/** Where an event is to be found. */
export interface EventPlace {
  runKey: number
  /** 0 of what the run says of itself. */
  spanKey: number
  part: EventPart
}

/** Which of the events of its span or run it is. */
export type EventPart = 'span' | 'result' | 'error' | 'response'

/** Larger than any place of a span. */
export const BEHIND_SPANS = 9_007_199_254_740_000

/** What both filters and the order look at. */
const OF_SPAN = `spans.run_key AS runKey, spans.span_key AS spanKey, 
  coalesce(spans.of_span_id, spans.span_id) AS spanId,
  spans.parent_span_id AS parentSpanId, spans.kind AS kind, spans.label AS label,
  spans.decision_kind AS decisionKind`
const OF_RUN = `runs.run_key AS runKey, 0 AS spanKey, runs.run_id AS spanId,
  NULL AS parentSpanId, 'run' AS kind, '' AS label, NULL AS decisionKind,
  coalesce(runs.end_time, runs.start_time) AS time`

/** The type of the event that a span is. */
export const TYPE_OF_SPAN = `CASE spans.kind WHEN 'step' THEN 'llm_call'
  WHEN 'tool_call' THEN 'tool_call' ELSE spans.label END`

/** A span is one event; `place` orders what happened at one moment as it came. */
const SPANS = `SELECT ${OF_SPAN}, spans.time AS time, spans.span_key * 2 AS place, 'span' AS part,
  ${TYPE_OF_SPAN} AS type`

/** A call that is over is another one, behind itself. */
const RESULTS = `SELECT ${OF_SPAN}, spans.end_time AS time, spans.span_key * 2 + 1 AS place,
  'result' AS part, 'tool_result' AS type`

const ERRORS = `SELECT ${OF_RUN}, ${BEHIND_SPANS} AS place, 'error' AS part, 'error' AS type`
const RESPONSES = `SELECT ${OF_RUN}, ${BEHIND_SPANS + 1} AS place, 'response' AS part,
  'response' AS type`

/** A native run's are among the events that were sent. */
const IS_MADE = `runs.framework IS NOT 'native'`
export const HAS_FAILED = `runs.status_code = 2 AND ${IS_MADE}`
export const HAS_ANSWERED = `runs.response IS NOT NULL AND ${IS_MADE}`
const IS_OVER = `spans.kind = 'tool_call' AND spans.end_time IS NOT NULL`

/** All events of the runs that a condition on `runs` means. */
export function eventsOfRuns(where: string): string {
  const runs = `${where} AND runs.start_time IS NOT NULL`
  const spans = `FROM runs JOIN spans USING (run_key) WHERE ${runs} AND spans.scope_id IS NOT NULL`
  return [
    `${SPANS} ${spans}`,
    `${RESULTS} ${spans} AND ${IS_OVER}`,
    `${ERRORS} FROM runs WHERE ${runs} AND ${HAS_FAILED}`,
    `${RESPONSES} FROM runs WHERE ${runs} AND ${HAS_ANSWERED}`,
  ].join(' UNION ALL ')
}

/** All events of a scope, a query for each way to find them by an index. */
export function eventsOfScope(
  condition: (column: string) => string,
): { type: string; events: string }[] {
  const spans = `FROM spans WHERE ${condition('spans.scope_id')}`
  const runs = `FROM runs WHERE ${condition('runs.scope_id')} AND runs.start_time IS NOT NULL`
  return [
    { type: 'llm_call', events: `${SPANS} ${spans} AND spans.kind = 'step'` },
    { type: 'tool_call', events: `${SPANS} ${spans} AND spans.kind = 'tool_call'` },
    { type: ANY_TYPE, events: `${SPANS} ${spans} AND spans.kind = 'event'` },
    { type: 'tool_result', events: `${RESULTS} ${spans} AND ${IS_OVER}` },
    { type: 'error', events: `${ERRORS} ${runs} AND ${HAS_FAILED}` },
    { type: 'response', events: `${RESPONSES} ${runs} AND ${HAS_ANSWERED}` },
  ]
}

/** Of events that came as such. */
export const ANY_TYPE = '*'
