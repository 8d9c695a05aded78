import type { Context } from '../context.ts'
import type { Session } from '../storage/meta/session-store.ts'

/** Few sessions have more than one. */
const MOST_REPORTS = 20

/** A session with what people reported in it and how many runs of agents belong to it. */
export async function readVisit(
  { meta, traces }: Pick<Context, 'meta' | 'traces'>,
  { sessionId, projectId, externalId, createdAt }: Session,
) {
  const [reports, { sessions }] = await Promise.all([
    meta.issuesOfSession(sessionId, MOST_REPORTS),
    traces.agentSessions({
      projectId,
      sources: ['dev', 'prod'],
      sessionIds: [externalId],
      page: { limit: 1, offset: 0 },
    }),
  ])
  return {
    sessionId,
    externalSessionId: externalId,
    projectId,
    createdAt: new Date(createdAt).toISOString(),
    reports: reports.map(({ createdAt, ...report }) => {
      return { ...report, createdAt: new Date(createdAt).toISOString() }
    }),
    runCount: sessions[0]?.runCount ?? 0,
  }
}
