import type { Segment } from '../buffer/records.ts'
import type { Store } from '../buffer/store.ts'
import type { WaitingPost } from '../runs/waiting-posts.ts'

/** Deletes what nobody knows where to send once it has lost its worth, so that it does not stay for ever. */
export async function dropAged(store: Store, key: string, maxAge: number): Promise<void> {
  const now = Date.now()
  const isAged = (value: unknown) => Math.abs(now - (value as Segment | WaitingPost).time) > maxAge

  for (const prefix of [
    ['segment', key],
    ['report', key, 'agent'],
  ]) {
    await store.update(prefix, (records) =>
      records.filter(({ value }) => isAged(value)).map((record) => ({ delete: record.key })),
    )
  }
}
