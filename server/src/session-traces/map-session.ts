import type { AgentSession } from '../storage/traces/agent-session-reader.ts'
import type { RunSummary } from '../storage/traces/run-reader.ts'
import { statusOfSession } from './session-status.ts'

export function mapSession(session: AgentSession, of: { projectId: string; now: number }) {
  const startedAt = new Date(session.startTime).toISOString()
  const lastActivityAt = new Date(session.lastActivity).toISOString()
  return {
    id: session.sessionId,
    sessionId: session.sessionId,
    projectId: of.projectId,
    agentName: session.agent,
    agents: session.agents,
    status: statusOfSession(session, of.now),
    environment: environmentOf(session),
    channel: null,
    userId: session.userId,
    userName: session.userName,
    createdAt: startedAt,
    startedAt,
    lastActivityAt,
    endedAt: session.openRunCount > 0 ? null : lastActivityAt,
    durationMs: Math.max(0, session.lastActivity - session.startTime),
    turnCount: session.runCount,
    messageCount: session.messageCount,
    traceEventCount: session.eventCount,
    errorCount: session.failedSpanCount + session.failedRunCount,
    tokenCount: session.promptTokens + session.completionTokens,
    estimatedCost: session.cost,
    preview: session.preview,
  }
}

function environmentOf({ sources }: AgentSession): 'dev' | 'prod' | 'mixed' {
  return sources.length === 1 && sources[0] ? sources[0] : 'mixed'
}

/** What was said in runs that are given oldest first. */
export function messagesOf(runs: readonly RunSummary[]) {
  return runs.flatMap(({ runId: traceId, prompt, response, startTime, endTime }) => [
    ...message('user', { content: prompt, traceId, time: startTime }),
    ...message('assistant', { content: response, traceId, time: endTime ?? startTime }),
  ])
}

function message(
  role: 'user' | 'assistant',
  { content, traceId, time }: { content: string | null; traceId: string; time: number },
) {
  if (content === null || content === '') return []
  return [{ role, content, traceId, timestamp: new Date(time).toISOString() }]
}
