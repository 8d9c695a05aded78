import { isBlocked } from '../guardrail.ts'
import type { TraceEvent } from '../trace-event-reader.ts'
import type { FindingEvent, ReadEvent } from './finding-event.ts'

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
export function findDecisionAnomalies<Event extends FindingEvent>(
  events: readonly Event[],
  read: ReadEvent<Event>,
): DecisionAnomaly[] {
  const runs = [...Map.groupBy(events, ({ runId }) => runId).values()]
  return [
    ...runs.flatMap((run) => findToolLoops(run, read)),
    ...runs.flatMap((run) => findDecisionLoops(run, read)),
    // An agent may hand over to another in one run and get back in the next.
    ...findPingPong(events, read),
    ...findBlocks(events, read),
    ...runs.flatMap((run) => findUnanswered(run, read)),
  ]
}

type Find = <Event extends FindingEvent>(
  events: readonly Event[],
  read: ReadEvent<Event>,
) => DecisionAnomaly[]

const findToolLoops: Find = (run, read) => {
  const calls = run.filter(({ type }) => type === 'tool_call')
  // Arguments are looked at only where the tool is the same.
  const ofOneTool = streaks(calls, ({ toolName }) => toolName)
  const loops = ofOneTool.flatMap((ofTool) =>
    streaks(ofTool, (call) => JSON.stringify(argumentsOf(read(call)))),
  )
  return loops.map((same) => ({
    type: 'tool_loop',
    description: `${same[0]?.toolName ?? 'A tool'} was called ${same.length} times in a row with the same arguments`,
    eventIds: idsOf(same, read),
  }))
}

function argumentsOf({ data }: Pick<TraceEvent, 'data'>): unknown {
  return data.args ?? data.arguments ?? data.input ?? data.parameters ?? data.params ?? null
}

const findDecisionLoops: Find = (run, read) => {
  const decisions = run.filter(({ type }) => type === 'decision')
  const ofOneKind = streaks(decisions, ({ decisionKind }) => decisionKind)
  const loops = ofOneKind.flatMap((ofKind) =>
    streaks(ofKind, (decision) => JSON.stringify(read(decision).data)),
  )
  return loops.map((same) => ({
    type: 'decision_loop',
    description: `The same decision (${same[0]?.decisionKind ?? 'of no kind'}) was made ${same.length} times in a row`,
    eventIds: idsOf(same, read),
  }))
}

/** Neighbours that are alike, where there are enough of them. */
function streaks<Event>(
  events: readonly Event[],
  keyOf: (event: Event) => string | null,
): Event[][] {
  const found: Event[][] = []
  let key: string | null | undefined
  for (const event of events) {
    const its = keyOf(event)
    if (its === key) found.at(-1)?.push(event)
    else found.push([event])
    key = its
  }
  return found.filter(({ length }) => length >= LOOP)
}

const findPingPong: Find = (events, read) => {
  const handoffs = events
    .filter(({ type, decisionKind }) => type === 'handoff' || decisionKind === 'handoff')
    .flatMap((event) => {
      const { data } = read(event)
      const to = nameIn(data, ['to', 'toAgent', 'target', 'targetAgent', 'to_agent'])
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
      eventIds: idsOf(
        streak.map(({ event }) => event),
        read,
      ),
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

const findBlocks: Find = (events, read) => {
  const blocked = events.filter(
    (event) => event.type === 'guardrail_eval' && isBlocked(read(event)),
  )
  if (blocked.length === 0) return []
  return [
    {
      type: 'guardrail_block',
      description: `Guardrails blocked ${blocked.length === 1 ? 'once' : `${blocked.length} times`}`,
      eventIds: idsOf(blocked, read),
    },
  ]
}

/** A run that went wrong and said nothing to whoever asked. */
const findUnanswered: Find = (run, read) => {
  const errors = run.filter(({ type }) => type === 'error')
  if (errors.length === 0 || run.some(({ type }) => type === 'response')) return []
  return [
    {
      type: 'unanswered_run',
      description: 'A run failed and gave no answer',
      eventIds: idsOf(errors, read),
    },
  ]
}

function idsOf<Event>(events: readonly Event[], read: ReadEvent<Event>): string[] {
  return events.slice(0, MOST_CITED).map((event) => read(event).eventId)
}
