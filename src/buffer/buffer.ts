import type { Natives } from '../browser/natives.ts'
import { randomId } from '../lib/random-id.ts'
import type { LossReason, RecordedEvent } from '../protocol/index.ts'
import {
  asStored,
  type Batch,
  batchPrefix,
  deletions,
  halfKeys,
  type Segment,
  segmentPrefix,
  type Stored,
} from './records.ts'
import { sealSegments } from './seal.ts'
import { sortSegments } from './sort-segments.ts'
import type { Store } from './store.ts'
import { SEGMENT_ENTRIES, type SegmentOptions, toSegments, type Waiting } from './to-segments.ts'

/** How long an entry may be in memory only. */
const WRITE_DELAY = 250

/** Errors are written at once, but an error in a loop must not become a write in a loop. */
const URGENT_WRITES_PER_SECOND = 20

/** Small enough for a request that outlives the page: the browser's limit is 64 KiB in all. */
const EXIT_BYTES = 48 * 1024

export interface BufferOptions extends SegmentOptions {
  store: Store
  natives: Natives
  endpoint: string
  /** Held entries older than this are forgotten, in milliseconds. */
  holdFor: number
  onLoss(reason: LossReason, count: number): void
  /** Called when something new is on the device. */
  onWritten(): void
}

/** What was recorded and not yet delivered: in memory for a moment, then on the device. */
export interface Buffer {
  add(waiting: Waiting): void
  /** Writes what is in memory only. */
  write(): Promise<void>
  /** Makes batches of what may be sent: of this tab, and of tabs that are gone. */
  seal(): Promise<void>
  /** The same for this page's last moments: no reading, and one batch to send at once. */
  sealOnExit(): Stored<Batch> | undefined
  /** The oldest batches of this project. */
  batches(limit: number): Promise<Stored<Batch>[]>
  remove(batch: Stored<Batch>): Promise<void>
  /** Replaces a batch by two halves with ids of their own. */
  split(batch: Stored<Batch>): Promise<void>
  /** Deletes everything of this project that was not sent. */
  purge(): Promise<void>
}

export function createBuffer(options: BufferOptions): Buffer {
  const { store, natives, project, endpoint } = options

  let waiting: Waiting[] = []
  /** Segments written since the last seal: what the last moments of the page can seal unread. */
  let recent: Stored<Segment>[] = []
  let timer: number | undefined
  let urgentWrites = { since: 0, count: 0 }

  const isUrgent = ({ type }: RecordedEvent): boolean => {
    if (type !== 'error') return false
    const now = Date.now()
    if (Math.abs(now - urgentWrites.since) > 1_000) urgentWrites = { since: now, count: 0 }
    return ++urgentWrites.count <= URGENT_WRITES_PER_SECOND
  }

  const takeSegments = (): Stored<Segment>[] => {
    natives.clearTimeout(timer)
    timer = undefined
    const taken = waiting
    waiting = []

    const { segments, oversized } = toSegments(taken, options)
    if (oversized) options.onLoss('size', oversized)
    return segments
  }

  const write = async () => {
    const segments = takeSegments()
    if (segments.length === 0) return
    recent.push(...segments)
    await store.write(puts(segments))
    options.onWritten()
  }

  /** Nobody waits for this write; when it fails, the store has already turned to its fallback. */
  const writeUnattended = () => void write().catch(() => {})

  const seal = (segments: readonly Stored<Segment>[], now: number) =>
    sealSegments(segments, { endpoint, key: project, now, newId: randomId })

  return {
    add(event) {
      waiting.push(event)
      if (waiting.length >= SEGMENT_ENTRIES || isUrgent(event.event)) writeUnattended()
      else timer ??= natives.setTimeout(writeUnattended, WRITE_DELAY)
    },

    write,

    async seal() {
      await write()
      recent = []
      let aged = 0
      await store.update(segmentPrefix(project), (records) => {
        const now = Date.now()
        const sorted = sortSegments(asStored<Segment>(records), { ...options, now })
        aged = sorted.aged.reduce((count, { value }) => count + value.entries.length, 0)
        return [
          ...seal(sorted.due, now).changes,
          ...deletions([...sorted.aged, ...sorted.unneeded]),
        ]
      })
      if (aged) options.onLoss('age', aged)
    },

    sealOnExit() {
      const segments = [...recent, ...takeSegments()]
      recent = []
      if (segments.length === 0) return undefined

      const { batches, changes } = seal(segments, Date.now())
      const bytes = segments.reduce((sum, { value }) => sum + value.bytes, 0)
      const sealable = bytes <= EXIT_BYTES && segments.every(({ value }) => !value.held)
      void store.write(sealable ? changes : puts(segments)).catch(() => {})
      return sealable ? batches[0] : undefined
    },

    batches: async (limit) => asStored<Batch>(await store.list(batchPrefix(project), limit)),

    remove: (batch) => store.write([{ delete: batch.key }]),

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

    async purge() {
      waiting = []
      recent = []
      await store.update(segmentPrefix(project), deletions)
      await store.update(batchPrefix(project), deletions)
    },
  }
}

function puts(segments: readonly Stored<Segment>[]) {
  return segments.map(({ key, value }) => ({ put: key, value }))
}
