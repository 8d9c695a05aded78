import type { EventReader } from '../../storage/event-store.ts'
import type { MetaStore } from '../../storage/meta-store.ts'

/** Whose data goes: all sessions of a user, or one session by our id or the client's. */
export type ErasureSubject = { user: string } | { session: string }

export interface ErasurePlan {
  sessionIds: string[]
  issues: number
  /** Recordings and kept entries, as files. */
  blobs: number
  entries: number
}

/** What would go. Changes nothing. */
export async function planErasure(
  { meta, events }: { meta: MetaStore; events: EventReader },
  subject: ErasureSubject,
  projectId: string | undefined,
): Promise<ErasurePlan> {
  const sessionIds =
    'user' in subject
      ? await meta.sessionsOfUser(subject.user, projectId)
      : await meta.sessionsNamed(subject.session, projectId)

  const plan: ErasurePlan = { sessionIds, issues: 0, blobs: 0, entries: 0 }
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
