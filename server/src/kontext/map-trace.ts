import { agentIdOf } from '../http/agent-id.ts'
import type { RunSummary } from '../storage/traces/run-reader.ts'
import { UNKNOWN_AGENT } from './find-agent.ts'

export function mapTrace(run: RunSummary) {
  const agentName = run.agent ?? UNKNOWN_AGENT
  return {
    traceId: run.runId,
    sessionId: run.sessionId ?? run.runId,
    startedAt: new Date(run.startTime).toISOString(),
    endedAt: run.endTime === null ? null : new Date(run.endTime).toISOString(),
    eventCount: run.spanCount,
    okCount: run.spanCount - run.warnedSpanCount - run.failedSpanCount,
    warnCount: run.warnedSpanCount,
    errorCount: run.failedSpanCount,
    agentId: agentIdOf(agentName),
    agentName,
    ownerUserId: run.userId ?? '',
    ownerEmail: run.userEmail ?? '',
    ...(run.sessionId !== null && { agentSessionId: run.sessionId }),
  }
}
