import { codeSpan, escapeMarkdown } from '../markdown/escape-markdown.ts'
import type { AgentEvidence } from '../analysis/analyzer.ts'

const MOST_LISTED = 10

/** What failed of the agents in the session, one line each, the latest last. */
export function describeAgentFailures(failures: readonly AgentEvidence[]): string {
  const lines = failures.slice(-MOST_LISTED).map(({ time, agent, toolName, message, runId }) => {
    const what = toolName === null ? 'The run' : `Tool ${codeSpan(toolName, 100)}`
    const who = agent === null ? '' : ` of ${escapeMarkdown(agent, 100)}`
    const said = message === '' ? '' : `: ${escapeMarkdown(message, 500)}`
    return `- ${new Date(time).toISOString()} ${what}${who} failed${said} (run ${codeSpan(runId, 200)})`
  })
  const left = failures.length - lines.length
  return left > 0 ? `${lines.join('\n')}\n\n${left} earlier ones are left out.` : lines.join('\n')
}
