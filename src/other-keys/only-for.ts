import type { FallbackStore } from '../buffer/fallback-store.ts'
import type { Batch } from '../buffer/records.ts'
import type { Key, StoredRecord } from '../buffer/store.ts'
import type { Destination } from '../delivery/collector.ts'

/**
 * The store as it looks to the delivery to one address: with the batches that were sealed for it and,
 * `withRest`, what does not say where it goes.
 */
export function onlyFor(
  { endpoint }: Pick<Destination, 'endpoint'>,
  store: FallbackStore,
  withRest: boolean,
): FallbackStore {
  const isHidden = ([kind]: Key) => !withRest && (kind === 'segment' || kind === 'report')

  const listBatches = async (prefix: Key, limit?: number, after?: Key) => {
    const found: StoredRecord[] = []
    let last = after
    do {
      const batches = await store.list(prefix, limit, last)
      found.push(...batches.filter(({ value }) => (value as Batch).endpoint === endpoint))
      last = batches.at(-1)?.key
    } while (last && limit !== undefined && found.length < limit)
    return found.slice(0, limit)
  }

  return {
    ...store,
    async list(prefix, limit, after) {
      if (isHidden(prefix)) return []
      return prefix[0] === 'batch'
        ? listBatches(prefix, limit, after)
        : store.list(prefix, limit, after)
    },
    keys: async (prefix) => (isHidden(prefix) ? [] : store.keys(prefix)),
  }
}
