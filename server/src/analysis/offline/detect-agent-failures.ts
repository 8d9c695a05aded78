import type { AgentEvidence } from '../analyzer.ts'
import { fingerprintOf } from './fingerprint.ts'
import type { Finding } from './problem.ts'
import { clip } from './readable-text.ts'

/** A run that fails leaves the person without an answer; a failed call the agent may get over. */
const SEVERITY = { run: 70, call: 60 }

/** Runs of agents that failed, and calls of their tools. */
export function detectAgentFailures(failures: readonly AgentEvidence[]): Finding[] {
  return failures.map((failure) => {
    const { toolName, agent, message, time } = failure
    const who = agent === null ? 'the agent' : `the agent ${clip(agent, 60)}`
    const what = toolName === null ? who : `the tool ${clip(toolName, 60)} of ${who}`
    const said = clip(message)
    return {
      kind: 'agent-failure',
      severity: toolName === null ? SEVERITY.run : SEVERITY.call,
      fingerprint: `agent ${toolName ?? ''} ${fingerprintOf(message)}`,
      title: said === '' ? `${what} failed` : `${what} failed: ${said}`,
      time,
      evidence: [failure],
    }
  })
}
