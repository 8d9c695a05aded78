import { agentIdOf } from '../http/agent-id.ts'
import type { TraceStore } from '../storage/trace-store.ts'
import type { TraceScope } from '../storage/traces/source.ts'

/** Of a run that does not say its agent. */
export const UNKNOWN_AGENT = 'unknown'

/** The name of the agent with this id; `undefined` when no run has come in from it. */
export async function findAgent(
  traces: Pick<TraceStore, 'agents'>,
  scope: TraceScope,
  id: string,
): Promise<string | undefined> {
  const agents = await traces.agents(scope)
  const wanted = id.toLowerCase()
  return agents.find(({ name }) => agentIdOf(name) === wanted || name === id)?.name
}
