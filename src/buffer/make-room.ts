import { randomId } from '../lib/random-id.ts'
import { createRoomPlan, type RoomPlanOptions } from './plan-room.ts'
import { batchPrefix, segmentPrefix } from './records.ts'
import type { Key, Store } from './store.ts'

/** So much at a time costs the page some milliseconds; all at once, it was a fifth of a second. */
const PAGE_BYTES = 128 * 1024

const MOST_RECORDS = 32

export interface MakeRoomOptions extends Omit<RoomPlanOptions, 'tabId' | 'now' | 'newId'> {
  tabId(): string
  /** Nothing is dropped any more. */
  isStopped?: (() => boolean) | undefined
}

/**
 * Drops what is worth least until the rest is within the bound. Reads all that waits, page by page;
 * what goes of a page is counted in the transaction that deletes it.
 */
export async function makeRoom(store: Store, options: MakeRoomOptions): Promise<void> {
  const { project, tabId, isStopped = () => false } = options
  const prefixes = [batchPrefix(project), segmentPrefix(project)]
  const plan = createRoomPlan({ ...options, tabId: tabId(), now: Date.now(), newId: randomId })
  const pages: { prefix: Key; keys: Key[] }[] = []

  for (const prefix of prefixes) {
    let limit = 1
    let after: Key | undefined
    do {
      const records = await store.list(prefix, limit, after)
      const keys = records.map(({ key }) => key)
      pages.push({ prefix, keys })
      after = keys.at(-1)
      // As many as would have filled this page, but records differ.
      const share = PAGE_BYTES / (plan.weigh(records) || 1)
      limit = Math.ceil(Math.min(MOST_RECORDS, limit * 2, limit * share))
    } while (after)
  }

  plan.choose()
  for (const { prefix, keys } of pages) {
    const touched = keys.filter(plan.isTouched)
    const [from] = touched
    if (isStopped()) return
    if (from) await store.update(prefix, plan.changes, { from, to: touched.at(-1)! })
  }
}
