import type { EventReader } from '../../storage/event-store.ts'
import type { MetaStore } from '../../storage/meta-store.ts'
import type { TraceStore } from '../../storage/trace-store.ts'
import type { Erasure, RunErasure } from './erase-sessions.ts'

/** Whose data goes: all sessions of a user, or one session by our id or the client's. */
export type ErasureSubject = { user: string } | { session: string }

export interface ErasurePlan extends Erasure {
  sessionIds: string[]
  /** Where runs of agents may be; also parts of some that are not known yet. */
  runs: RunErasure[]
  agentRuns: number
  /** Batches of runs that could not be taken in. */
  refusedBatches: number
  issues: number
  /** Recordings and kept entries, as files. */
  blobs: number
  entries: number
}

interface ErasureStores {
  meta: MetaStore
  events: EventReader
  traces: Pick<TraceStore, 'runs' | 'countRefused'>
}

/** What would go. Changes nothing. */
export async function planErasure(
  stores: ErasureStores,
  subject: ErasureSubject,
  projectId: string | undefined,
): Promise<ErasurePlan> {
  const { meta, events } = stores
  const sessionIds =
    'user' in subject
      ? await meta.sessionsOfUser(subject.user, projectId)
      : await meta.sessionsNamed(subject.session, projectId)

  const runs = await planRuns(stores, subject, { sessionIds, projectId })
  const agentRuns = await countRuns(stores, runs)
  const refusedBatches = await countRefused(stores, runs)
  const counts = { agentRuns, refusedBatches, issues: 0, blobs: 0, entries: 0 }
  const plan: ErasurePlan = { sessionIds, runs, ...counts }
  for (const sessionId of sessionIds) {
    const { issues, blobs } = await meta.sessionTraces(sessionId)
    const session = await meta.session(sessionId)
    const sessionCreatedAt = session?.createdAt ?? 0
    const [counts] = await events.counts([{ sessionId, sessionCreatedAt }])
    plan.issues += issues
    plan.blobs += blobs.length
    plan.entries += counts?.total ?? 0
  }
  return plan
}

/** A session of agents need not be one of the browser, nor its user one who reported anything. */
async function planRuns(
  { meta }: ErasureStores,
  subject: ErasureSubject,
  { sessionIds, projectId }: { sessionIds: readonly string[]; projectId: string | undefined },
): Promise<RunErasure[]> {
  const projects = (await meta.projects()).map((project) => project.projectId)
  const found = await Promise.all(sessionIds.map((sessionId) => meta.session(sessionId)))
  return projects
    .filter((id) => projectId === undefined || id === projectId)
    .map((id) => {
      const own = found.flatMap((session) =>
        session?.projectId === id ? [session.externalId] : [],
      )
      if ('user' in subject) return { projectId: id, sessionIds: own, userIds: [subject.user] }
      return { projectId: id, sessionIds: [...new Set([...own, subject.session])] }
    })
}

async function countRefused(
  { traces }: ErasureStores,
  targets: readonly RunErasure[],
): Promise<number> {
  let total = 0
  for (const { projectId, sessionIds = [], userIds = [] } of targets) {
    total += await traces.countRefused(projectId, [...sessionIds, ...userIds])
  }
  return total
}

async function countRuns(
  { traces }: ErasureStores,
  targets: readonly RunErasure[],
): Promise<number> {
  let total = 0
  for (const { projectId, sessionIds = [], userIds = [] } of targets) {
    const scope = { projectId, sources: ['dev', 'prod'] } as const
    const page = { limit: 0, offset: 0 }
    for (const sessionId of sessionIds) {
      total += (await traces.runs({ ...scope, sessionId, page })).total
    }
    for (const userId of userIds) total += (await traces.runs({ ...scope, userId, page })).total
  }
  return total
}
