import { randomId } from '../lib/random-id.ts'
import type { LossReason } from '../protocol/index.ts'
import {
  asStored,
  type Batch,
  batchPrefix,
  deletions,
  halfKeys,
  puts,
  type Segment,
  segmentPrefix,
  type Stored,
} from './records.ts'
import { sealSegments } from './seal.ts'
import { sortSegments, type SortOptions } from './sort-segments.ts'
import type { Store } from './store.ts'
import type { WriteAhead } from './write-ahead.ts'

/** Sealing more than this would hold up a page that is being left; it is written as it is. */
const EXIT_BYTES = 256 * 1024

/** Small enough that some go in requests that outlive the page: the limit is 64 KiB in all. */
const PIECE_BYTES = 12 * 1024

export interface BatchesOptions extends Omit<SortOptions, 'now'> {
  store: Store
  writeAhead: WriteAhead
  /** The capture key. */
  project: string
  endpoint: string
  onLoss(reason: LossReason, count: number): void
  /** Told of what leaves its segments; the same may come twice. */
  onSealed(segments: readonly Stored<Segment>[]): void
}

/** The second half of the buffer: from segments to batches, and out when they are delivered. */
export interface Batches {
  /**
   * Makes batches of what may be sent: of this tab, and of tabs that are gone. Says whether there
   * is more which may turn out to be of a tab that is gone.
   */
  seal(): Promise<{ isMoreLikely: boolean }>
  /** The same for this page's last moments: no reading, and small batches to send at once. */
  sealOnExit(): Stored<Batch>[]
  /** The oldest batches of this project. */
  list(limit: number): Promise<Stored<Batch>[]>
  remove(batch: Stored<Batch>): Promise<void>
  /** Deletes all that was captured and not delivered, in memory and on the device. */
  purge(): Promise<void>
  /** Replaces a batch by two halves with ids of their own. */
  split(batch: Stored<Batch>): Promise<void>
}

export function createBatches(options: BatchesOptions): Batches {
  const { store, writeAhead, project, endpoint } = options

  const seal = (segments: readonly Stored<Segment>[], now: number, mostBytes?: number) => {
    options.onSealed(segments)
    return sealSegments(segments, { endpoint, key: project, now, newId: randomId, mostBytes })
  }

  return {
    async seal() {
      await writeAhead.write()
      const unwritten = writeAhead.takeUnwritten()
      if (unwritten.length > 0) await store.write(puts(unwritten))
      // All of it is in the store now, where the next lines find it. What came meanwhile waits.
      writeAhead.forgetRecent()

      let aged = 0
      let isMoreLikely = false
      await store.update(segmentPrefix(project), (records) => {
        const now = Date.now()
        const sorted = sortSegments(asStored<Segment>(records), { ...options, now })
        aged = sorted.aged.reduce((count, { value }) => count + value.events.length, 0)
        isMoreLikely = sorted.young.length > 0
        return [
          ...seal(sorted.due, now).changes,
          ...deletions([...sorted.aged, ...sorted.unneeded]),
        ]
      })
      if (aged) options.onLoss('age', aged)
      return { isMoreLikely }
    },

    sealOnExit() {
      const segments = writeAhead.takeRecent()
      if (segments.length === 0) return []

      const { batches, changes } = seal(segments, Date.now(), PIECE_BYTES)
      const bytes = segments.reduce((sum, { value }) => sum + value.bytes, 0)
      const sealable = bytes <= EXIT_BYTES && segments.every(({ value }) => !value.held)
      void writeAhead.track(sealable ? changes : puts(segments), store.write).catch(() => {})
      return sealable ? batches : []
    },

    async list(limit) {
      const batches = asStored<Batch>(await store.list(batchPrefix(project), limit))
      // A collector that has moved takes what was sealed for its old address.
      return batches.map(({ key, value }) => ({ key, value: { ...value, endpoint } }))
    },

    remove: (batch) => store.write([{ delete: batch.key }]),

    async purge() {
      writeAhead.clear()
      await store.update(segmentPrefix(project), deletions)
      await store.update(batchPrefix(project), deletions)
    },

    split({ key, value }) {
      const middle = Math.ceil(value.entries.length / 2)
      const first = { ...value, id: randomId(), entries: value.entries.slice(0, middle) }
      const second = { ...value, id: randomId(), entries: value.entries.slice(middle) }
      const [firstKey, secondKey] = halfKeys(key, [first.id, second.id])
      return store.write([
        { delete: key },
        { put: firstKey, value: first },
        { put: secondKey, value: second },
      ])
    },
  }
}
