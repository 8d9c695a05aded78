import type { Context } from '../context.ts'
import { ApiError } from '../http/api-error.ts'
import type { AgentSession } from '../storage/traces/agent-session-reader.ts'
import type { RunDetail } from '../storage/traces/run-reader.ts'
import type { TraceScope } from '../storage/traces/source.ts'

/** A session that has runs, and how its events are asked for. */
export interface FoundSession {
  session: AgentSession
  of: { sessionId: string } | { runId: string }
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/**
 * The session of an address: by the sender's id, by that of the browser session with the same
 * sender's id, or the one run that has no session. 404 when there is none.
 */
export async function findSession(
  { meta, traces }: Pick<Context, 'meta' | 'traces'>,
  scope: TraceScope,
  id: string,
): Promise<FoundSession> {
  const find = async (sessionId: string): Promise<FoundSession | undefined> => {
    const page = { limit: 1, offset: 0 }
    const { sessions } = await traces.agentSessions({ ...scope, sessionIds: [sessionId], page })
    return sessions[0] && { session: sessions[0], of: { sessionId } }
  }

  const found = await find(id)
  if (found) return found
  const visit = UUID.test(id) ? await meta.session(id) : undefined
  const visited = visit?.projectId === scope.projectId ? await find(visit.externalId) : undefined
  if (visited) return visited

  const run = await traces.run(scope, id)
  if (run?.sessionId === null) return { session: sessionOfRun(run), of: { runId: id } }
  throw new ApiError('NOT_FOUND', `There is no session ${id} with runs`)
}

function sessionOfRun(run: RunDetail): AgentSession {
  const ends = [run, ...run.steps, ...run.toolCalls, ...run.events].map(
    ({ startTime, endTime }) => endTime ?? startTime,
  )
  return {
    sessionId: run.runId,
    sources: [run.source],
    agent: run.agent,
    agents: run.agent === null ? [] : [run.agent],
    runCount: 1,
    failedRunCount: run.statusCode === 2 ? 1 : 0,
    startTime: run.startTime,
    lastActivity: ends.reduce((latest, end) => Math.max(latest, end), run.startTime),
    openRunCount: run.endTime === null ? 1 : 0,
    promptTokens: run.promptTokens,
    completionTokens: run.completionTokens,
    cost: run.cost,
    eventCount: eventCountOf(run),
    messageCount: [run.prompt, run.response].filter((text) => text !== null).length,
    failedSpanCount: run.failedSpanCount,
    userId: run.userId,
    userName: run.userName,
    userEmail: run.userEmail,
    orgId: run.orgId,
    orgName: run.orgName,
    preview: run.prompt?.slice(0, 500) ?? null,
    patterns: run.patterns,
  }
}

/** As the store counts them, see `TraceEvent`. */
function eventCountOf(run: RunDetail): number {
  const results = run.toolCalls.filter(({ endTime }) => endTime !== null).length
  const isNative = run.framework === 'native'
  const ofRun = isNative ? 0 : (run.response === null ? 0 : 1) + (run.statusCode === 2 ? 1 : 0)
  return run.steps.length + run.toolCalls.length + results + run.events.length + ofRun
}
