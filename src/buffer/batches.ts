import { randomId } from '../lib/random-id.ts'
import { type LossReason, toWireEntry } from '../protocol/index.ts'
import { halfKeys, sizeInKey } from './batch-key.ts'
import type { FallbackStore } from './fallback-store.ts'
import { nameOf } from './key-name.ts'
import { isLoss, type Lost, toLossSegments } from './losses.ts'
import { makeRoom } from './make-room.ts'
import {
  asStored,
  type Batch,
  batchPrefix,
  deletions,
  puts,
  type Segment,
  segmentPrefix,
  type Stored,
} from './records.ts'
import type { RoomLimit } from './room-limit.ts'
import { sealSegments, type SealOptions } from './seal.ts'
import { sealPages } from './seal-pages.ts'
import { createSegmentSurvey, type SegmentFacts } from './segment-survey.ts'
import { sortSegments, type SortOptions } from './sort-segments.ts'
import type { WriteAhead } from './write-ahead.ts'

/** Sealing more than this would hold up a page that is being left; it is written as it is. */
const EXIT_BYTES = 256 * 1024

/** Small enough that some go in requests that outlive the page: the limit is 64 KiB in all. */
const LAST_SEAL = { mostBytes: 12 * 1024, isLast: true }

/** So much stays when there is too much: reading all that waits must not be needed soon again. */
const KEPT_SHARE = 0.9

export interface BatchesOptions extends Omit<SortOptions, 'now'> {
  store: FallbackStore
  writeAhead: WriteAhead
  /** The capture key. */
  project: string
  endpoint: string
  roomLimit: RoomLimit
  /** Says on the console what Casefile does, when asked to. */
  debug(message: string): void
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
  /**
   * Drops what is worth least where more waits than may; see `planRoom`. The first batch may be on
   * its way, so this is for whoever has the drain lock.
   */
  makeRoom(isStopped?: () => boolean): Promise<void>
  /** The oldest batches of this project. */
  list(limit: number): Promise<Stored<Batch>[]>
  remove(batch: Stored<Batch>): Promise<void>
  /** Deletes all that was captured and not delivered, in memory and on the device. */
  purge(): Promise<void>
  /** Removes a batch that will never be accepted, and counts it. */
  drop(batch: Stored<Batch>, reason: LossReason): Promise<void>
  /** Replaces a batch by two halves with ids of their own. */
  split(batch: Stored<Batch>): Promise<void>
}

export function createBatches(options: BatchesOptions): Batches {
  const { store, writeAhead, project, endpoint, debug } = options
  /** What the last seal left where it was. */
  let segmentBytes = 0

  const survey = createSegmentSurvey(store, project)

  const seal = (
    segments: readonly Stored<Segment>[],
    how: Pick<SealOptions, 'now' | 'place' | 'mostBytes' | 'isLast'>,
  ) => {
    options.onSealed(segments)
    return sealSegments(segments, { endpoint, key: project, newId: randomId, ...how })
  }

  /** What tells of entries that go. Nobody is told that what told of a loss was lost. */
  const told = (lost: readonly Lost[], now: number) => {
    if (lost.every(({ entry }) => isLoss(entry))) return []
    debug(`${lost.length} entries lost: ${lost[0]!.reason}`)
    return puts(toLossSegments(lost, { project, tabId: options.tabId(), now, newId: randomId }))
  }

  return {
    async seal() {
      await writeAhead.write()
      const unwritten = writeAhead.takeUnwritten()
      if (unwritten.length > 0) await store.write(puts(unwritten))
      // All of it is in the store now, where the next lines find it. What came meanwhile waits.
      writeAhead.forgetRecent(!store.isOnDevice())

      const now = Date.now()
      const sort = <Value extends SegmentFacts>(segments: readonly Stored<Value>[]) =>
        sortSegments(segments, { ...options, now })

      const all = await survey.look()
      const { due, young, aged, unneeded } = sort(all)
      const leaving = [...due, ...aged, ...unneeded]
      segmentBytes = sumBytes(all) - sumBytes(leaving)

      let place = 0
      for (const { range, names } of sealPages(all, leaving)) {
        const decide = (segments: readonly Stored<Segment>[]) => {
          const { due, aged, unneeded } = sort(segments)
          const lost = aged.flatMap(({ value: { events, sessionId, held } }) =>
            events.map((event): Lost => {
              return { entry: toWireEntry(event), sessionId, held, reason: 'age' }
            }),
          )
          const { batches, changes } = seal(due, { now, place })
          place += batches.length
          return [...changes, ...deletions([...aged, ...unneeded]), ...told(lost, now)]
        }
        // Read again, for another tab may have sealed it meanwhile.
        await store.update(
          segmentPrefix(project),
          (records) =>
            decide(asStored<Segment>(records).filter(({ key }) => names.has(nameOf(key)))),
          range,
        )
      }
      return { isMoreLikely: young.length > 0 }
    },

    sealOnExit() {
      const segments = writeAhead.takeRecent()
      if (segments.length === 0) return []

      const { batches, changes } = seal(segments, { now: Date.now(), ...LAST_SEAL })
      const sealable =
        sumBytes(segments) <= EXIT_BYTES && segments.every(({ value }) => !value.held)
      void writeAhead.track(sealable ? changes : puts(segments), store.write).catch(() => {})
      return sealable ? batches : []
    },

    async makeRoom(isStopped) {
      const keys = await store.keys(batchPrefix(project))
      const usedBytes = keys.reduce((sum, key) => sum + sizeInKey(key), segmentBytes)
      const maxBytes = await options.roomLimit(usedBytes)
      if (usedBytes <= maxBytes) return

      await makeRoom(store, {
        ...options,
        isStopped,
        keepBytes: () => maxBytes * KEPT_SHARE,
        onItsWay: 1,
      })
      survey.forget()
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

    drop({ key, value: { entries, sessionId } }, reason) {
      const lost = entries.map((entry): Lost => ({ entry, sessionId, held: false, reason }))
      return store.write([{ delete: key }, ...told(lost, Date.now())])
    },

    split({ key, value }) {
      const middle = Math.ceil(value.entries.length / 2)
      const first = { ...value, id: randomId(), entries: value.entries.slice(0, middle) }
      const second = { ...value, id: randomId(), entries: value.entries.slice(middle) }
      const halves = [first, second] as const
      const changes = halfKeys(key, halves).map((half, at) => ({ put: half, value: halves[at] }))
      return store.write([{ delete: key }, ...changes])
    },
  }
}

function sumBytes(segments: readonly Stored<SegmentFacts>[]): number {
  return segments.reduce((sum, { value }) => sum + value.bytes, 0)
}
