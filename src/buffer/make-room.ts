import { randomId } from '../lib/random-id.ts'
import { planRoom, type RoomPlanOptions } from './plan-room.ts'
import { batchPrefix, segmentPrefix } from './records.ts'
import type { Store } from './store.ts'

export interface MakeRoomOptions extends Omit<RoomPlanOptions, 'tabId' | 'now' | 'newId'> {
  tabId(): string
}

/**
 * Drops what is worth least until the rest is within the bound, and counts it, in one transaction.
 * Reads all that waits.
 */
export function makeRoom(store: Store, options: MakeRoomOptions): Promise<void> {
  const { project, tabId } = options
  return store.update(
    batchPrefix(project),
    (records) =>
      planRoom(records, { ...options, tabId: tabId(), now: Date.now(), newId: randomId }),
    segmentPrefix(project),
  )
}
