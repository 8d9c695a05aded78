import type { MetaStore } from '../../storage/meta-store.ts'
import type { Session } from '../../storage/meta/session-store.ts'
import { endOfDay } from './plan-days.ts'

/**
 * The moment up to which entries have been removed by age; `undefined` when the session began
 * later, so that none of its own can be among them.
 */
export async function removedUntil(
  meta: Pick<MetaStore, 'lastDroppedDay'>,
  { createdAt }: Session,
): Promise<number | undefined> {
  const day = await meta.lastDroppedDay()
  const until = day === undefined ? undefined : endOfDay(day)
  return until !== undefined && createdAt < until ? until : undefined
}
