import type { AgentSession } from '../storage/traces/agent-session-reader.ts'
import type { RunDetail, RunSummary } from '../storage/traces/run-reader.ts'
import { mapRun } from './map-run.ts'
import { mapToolCall } from './map-span.ts'
import { isoTime, toMicroseconds } from './map-time.ts'

export function mapSession(session: AgentSession) {
  return {
    session_id: session.sessionId,
    agent: session.agent,
    agents: session.agents,
    run_count: session.runCount,
    error_count: session.failedRunCount,
    start_time: isoTime(session.startTime),
    last_activity: isoTime(session.lastActivity),
    duration_ms: toMicroseconds(Math.max(0, session.lastActivity - session.startTime)),
    total_tokens: session.promptTokens + session.completionTokens,
    cost: session.cost,
    external_user_id: session.userId,
    external_user_name: session.userName,
    external_org_id: session.orgId,
    external_org_name: session.orgName,
    preview: session.preview,
    patterns: session.patterns,
  }
}

export interface Conversation {
  session: AgentSession
  /** Oldest first. */
  summaries: readonly RunSummary[]
  /** The same runs, whole. */
  runs: readonly RunDetail[]
  /** The name of a pattern. */
  nameOf: (slug: string) => string
}

export function mapConversation({ session, summaries, runs, nameOf }: Conversation) {
  return {
    ...mapSession(session),
    messages: messagesOf(runs),
    tool_calls: runs.flatMap(({ runId, toolCalls }) =>
      toolCalls.map((call) => ({ run_id: runId, ...mapToolCall(call) })),
    ),
    patterns: runs.flatMap(({ runId, matches }) =>
      matches.map(({ slug, evidence }) => {
        return { slug, name: nameOf(slug), run_id: runId, evidence }
      }),
    ),
    runs: summaries.map(mapRun),
  }
}

/** What was said, run by run; a system prompt where it is first used and where it changes. */
function messagesOf(runs: readonly RunDetail[]) {
  let instructed: string | null = null
  return runs.flatMap((run) => {
    const begin = isoTime(run.startTime)
    const end = run.endTime === null ? begin : isoTime(run.endTime)
    const system = run.systemPrompt === instructed ? null : run.systemPrompt
    instructed = run.systemPrompt ?? instructed
    return [
      message('system', { content: system, runId: run.runId, timestamp: begin }),
      message('user', { content: run.prompt, runId: run.runId, timestamp: begin }),
      message('assistant', { content: run.response, runId: run.runId, timestamp: end }),
    ].flat()
  })
}

function message(
  role: 'system' | 'user' | 'assistant',
  { content, runId, timestamp }: { content: string | null; runId: string; timestamp: string },
) {
  return content === null || content === '' ? [] : [{ role, content, run_id: runId, timestamp }]
}
