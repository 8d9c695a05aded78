import type { DecisionAnomaly } from '../../storage/traces/findings/decision-anomalies.ts'
import type { SessionFindings } from '../../storage/traces/session-analysis.ts'

export interface Suggestion {
  severity: 'high' | 'medium' | 'low'
  title: string
  detail: string
  /** What it rests on; never none. */
  eventIds: string[]
}

type FoundInSession = Pick<SessionFindings, 'slowSpans' | 'errorPatterns' | 'decisionAnomalies'>

const SEVERITIES = ['high', 'medium', 'low']
/** An error that comes back so often will come back again. */
const RECURRING = 3

/** What to look at first, each with the events that say so. */
export function suggest(found: FoundInSession): Suggestion[] {
  return [
    ...found.errorPatterns.map(fixError),
    ...found.decisionAnomalies.map(breakAnomaly),
    ...speedUp(found.slowSpans),
  ].sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity))
}

function fixError(error: FoundInSession['errorPatterns'][number]): Suggestion {
  const where = error.toolName === null ? error.type : `The tool ${error.toolName}`
  return {
    severity: error.count >= RECURRING || error.type === 'error' ? 'high' : 'medium',
    title: `${where} fails: ${error.pattern}`,
    detail: `It happened ${error.count === 1 ? 'once' : `${error.count} times`}. Handle this error where it arises, and tell the model how to go on without it.`,
    eventIds: error.eventIds,
  }
}

function breakAnomaly({ type, description, eventIds }: DecisionAnomaly): Suggestion {
  return { ...ADVICE[type], detail: `${description}. ${ADVICE[type].detail}`, eventIds }
}

const ADVICE: {
  [Type in DecisionAnomaly['type']]: Pick<Suggestion, 'severity' | 'title' | 'detail'>
} = {
  tool_loop: {
    severity: 'high',
    title: 'Break the loop of tool calls',
    detail: 'Give the model the earlier result again, or refuse a call that repeats itself.',
  },
  decision_loop: {
    severity: 'medium',
    title: 'Break the loop of decisions',
    detail: 'Say in the state what was decided before, and limit how often it may be decided.',
  },
  handoff_ping_pong: {
    severity: 'high',
    title: 'Keep agents from handing back and forth',
    detail: 'Make their tasks disjoint, or let the agent that was handed to twice finish.',
  },
  guardrail_block: {
    severity: 'medium',
    title: 'Look at what the guardrails blocked',
    detail: 'Either the request was not wanted, or the rule is too strict for it.',
  },
  unanswered_run: {
    severity: 'high',
    title: 'Answer when a run fails',
    detail: 'Catch the failure and tell the person what to do instead.',
  },
}

/** One for all that is slow of the same name. */
function speedUp(slowSpans: FoundInSession['slowSpans']): Suggestion[] {
  const groups = Map.groupBy(slowSpans, ({ type, name }) => JSON.stringify([type, name]))
  return [...groups.values()].flatMap((slow) => {
    const [slowest] = slow
    if (!slowest) return []
    return {
      severity: 'low',
      title: `${slowest.name ?? slowest.type} is slow`,
      detail: `It took up to ${Math.round(slowest.durationMs)} ms, more than ${Math.round(slowest.threshold)} ms ${slow.length === 1 ? 'once' : `${slow.length} times`}. ${
        slowest.type === 'llm_call'
          ? 'A smaller prompt or model, or streaming, would help.'
          : 'A time limit or a cache would help.'
      }`,
      eventIds: slow.map(({ eventId }) => eventId),
    }
  })
}
