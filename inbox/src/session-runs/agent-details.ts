import type { Json } from 'casefile/protocol'

import type { EventDetails } from '../timeline/event-details.ts'
import { formatDuration, inWords } from '../timeline/format-value.ts'
import type { AgentEvent } from './agent-event.ts'

/** What is short enough for a line of its own. */
const LONGEST_FACT = 120

/** Everything that an agent's event carried: short values as facts, the rest whole. */
export function agentDetails({ runId, agent, duration, data }: AgentEvent): EventDetails {
  const details: EventDetails = {
    facts: [
      ...(agent === null ? [] : [{ name: 'Agent', value: agent }]),
      ...(duration === null ? [] : [{ name: 'Duration', value: formatDuration(duration) }]),
      { name: 'Run', value: runId, copy: true as const },
    ],
    phases: [],
    blocks: [],
  }
  for (const [name, value] of Object.entries(data)) {
    const text = write(value)
    const title = titleOf(name)
    const isLong = text.length > LONGEST_FACT || text.includes('\n')
    if (isLong) details.blocks.push({ name: title, text })
    else if (text !== '') details.facts.push({ name: title, value: text })
  }
  return details
}

/** `toolName` as `Tool name` */
function titleOf(name: string): string {
  const words = inWords(name.replaceAll('_', ' '))
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function write(value: Json): string {
  if (typeof value === 'string') return value
  return value === null ? '' : JSON.stringify(value, null, 2)
}
