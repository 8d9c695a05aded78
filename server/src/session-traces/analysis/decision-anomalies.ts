import type { TraceEvent } from '../../storage/traces/trace-event-reader.ts'
import { isBlocked } from '../guardrail.ts'

export interface DecisionAnomaly {
  type: 'tool_loop' | 'decision_loop' | 'handoff_ping_pong' | 'guardrail_block' | 'unanswered_run'
  description: string
  eventIds: string[]
}

/** The same so often in a row is no coincidence any more. */
const LOOP = 3
/** There and back, twice. */
const PING_PONG = 4
const MOST_CITED = 100

/** What runs do when they do not get ahead. */
export function findDecisionAnomalies(events: readonly TraceEvent[]): DecisionAnomaly[] {
  const runs = [...Map.groupBy(events, ({ runId }) => runId).values()]
  return [
    ...runs.flatMap(findToolLoops),
    ...runs.flatMap(findDecisionLoops),
    // An agent may hand over to another in one run and get back in the next.
    ...findPingPong(events),
    ...findBlocks(events),
    ...runs.flatMap(findUnanswered),
  ]
}

function findToolLoops(run: readonly TraceEvent[]): DecisionAnomaly[] {
  const calls = run.filter(({ type }) => type === 'tool_call')
  const sameCall = (call: TraceEvent) => JSON.stringify([call.toolName, argumentsOf(call)])
  return streaks(calls, sameCall).map((same) => ({
    type: 'tool_loop',
    description: `${same[0]?.toolName ?? 'A tool'} was called ${same.length} times in a row with the same arguments`,
    eventIds: idsOf(same),
  }))
}

function argumentsOf({ data }: TraceEvent): unknown {
  return data.args ?? data.arguments ?? data.input ?? data.parameters ?? data.params ?? null
}

function findDecisionLoops(run: readonly TraceEvent[]): DecisionAnomaly[] {
  const decisions = run.filter(({ type }) => type === 'decision')
  const sameDecision = ({ decisionKind, data }: TraceEvent) => JSON.stringify([decisionKind, data])
  return streaks(decisions, sameDecision).map((same) => ({
    type: 'decision_loop',
    description: `The same decision (${same[0]?.decisionKind ?? 'of no kind'}) was made ${same.length} times in a row`,
    eventIds: idsOf(same),
  }))
}

/** Neighbours that are alike, where there are enough of them. */
function streaks(events: readonly TraceEvent[], keyOf: (event: TraceEvent) => string) {
  const found: TraceEvent[][] = []
  let key: string | undefined
  for (const event of events) {
    const its = keyOf(event)
    if (its === key) found.at(-1)?.push(event)
    else found.push([event])
    key = its
  }
  return found.filter(({ length }) => length >= LOOP)
}

function findPingPong(events: readonly TraceEvent[]): DecisionAnomaly[] {
  const handoffs = events
    .filter(({ type, decisionKind }) => type === 'handoff' || decisionKind === 'handoff')
    .flatMap((event) => {
      const to = nameIn(event.data, ['to', 'toAgent', 'target', 'targetAgent', 'to_agent'])
      return to === undefined ? [] : [{ event, to }]
    })

  const found: DecisionAnomaly[] = []
  let streak: typeof handoffs = []
  const close = () => {
    if (streak.length < PING_PONG) return
    const agents = [...new Set(streak.map(({ to }) => to))].join(' and ')
    found.push({
      type: 'handoff_ping_pong',
      description: `${agents} handed over to each other ${streak.length} times`,
      eventIds: idsOf(streak.map(({ event }) => event)),
    })
  }
  for (const handoff of handoffs) {
    const [last, beforeLast] = [streak.at(-1), streak.at(-2)]
    const goesOn = last && last.to !== handoff.to && (!beforeLast || beforeLast.to === handoff.to)
    if (!goesOn) {
      close()
      streak = last && last.to !== handoff.to ? [last] : []
    }
    streak.push(handoff)
  }
  close()
  return found
}

function nameIn(data: TraceEvent['data'], names: readonly string[]): string | undefined {
  const found = names.map((name) => data[name]).find((value) => typeof value === 'string')
  return typeof found === 'string' ? found : undefined
}

function findBlocks(events: readonly TraceEvent[]): DecisionAnomaly[] {
  const blocked = events.filter((event) => event.type === 'guardrail_eval' && isBlocked(event))
  if (blocked.length === 0) return []
  return [
    {
      type: 'guardrail_block',
      description: `Guardrails blocked ${blocked.length === 1 ? 'once' : `${blocked.length} times`}`,
      eventIds: idsOf(blocked),
    },
  ]
}

/** A run that went wrong and said nothing to whoever asked. */
function findUnanswered(run: readonly TraceEvent[]): DecisionAnomaly[] {
  const errors = run.filter(({ type }) => type === 'error')
  if (errors.length === 0 || run.some(({ type }) => type === 'response')) return []
  return [
    {
      type: 'unanswered_run',
      description: 'A run failed and gave no answer',
      eventIds: idsOf(errors),
    },
  ]
}

function idsOf(events: readonly TraceEvent[]): string[] {
  return events.slice(0, MOST_CITED).map(({ eventId }) => eventId)
}
