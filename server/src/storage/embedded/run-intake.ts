import { isDamaged } from '../sqlite/damage.ts'
import type { Database } from '../sqlite/database.ts'
import { appendParts } from '../sqlite/traces/append-parts.ts'
import {
  keepArrival,
  takeIn,
  waitingArrivals,
  type PackedParts,
  type WaitingArrivals,
} from '../sqlite/traces/arrivals.ts'
import type { FigureWriter } from '../sqlite/traces/figure-writer.ts'
import type { SpanPart } from '../traces/span-parts.ts'

/** Packed bytes that are taken in at a stretch: some 30 ms, in which nothing else is written. */
const SLICE = 160 * 1024
/** JSON that may wait, some 100,000 parts: with more, senders wait for as much to be taken in. */
const MOST_WAITING = 64 * 1024 * 1024
/** A full disk may have room again after this. */
const RETRY_DELAY = 1000

export interface RunIntake {
  /** Takes parts in, or keeps them for later, in whatever transaction is open. */
  append(packed: PackedParts): void
  /** A transaction has ended, whichever way. */
  endGroup(): void
  /** Takes in what is more than may wait. */
  makeRoom(): void
  /** Takes in all that waits. Throws when the file does not let it. */
  catchUp(): void
  isBehind(): boolean
  stop(): void
}

export interface RunIntakeOptions {
  db: Database
  figures: FigureWriter
  /** The most JSON that a commit takes in at once; what is more is kept and taken in behind it. */
  directBytes: number
  /** What waits has changed. */
  onWaiting(waiting: WaitingArrivals | undefined): void
  /** A batch could not be taken in and was put out of the way. */
  onRefused(error: unknown): void
  onDamaged(): void
}

/**
 * What a run changes in rows, figures and texts costs many times what it costs to write it down.
 * So a few parts are taken in as they come, and are there for who asks next; of many only the JSON
 * is written before they are acknowledged, and they are taken in behind, in slices and in order.
 */
export function createRunIntake(options: RunIntakeOptions): RunIntake {
  const { db, figures, directBytes, onWaiting, onRefused, onDamaged } = options
  let taken = 0
  let told: WaitingArrivals | undefined
  let hasTold = false
  let timer: NodeJS.Timeout | undefined
  let soon: NodeJS.Immediate | undefined

  const waitingNow = () => {
    try {
      return waitingArrivals(db)
    } catch (error) {
      if (!isDamaged(error)) throw error
      onDamaged()
      return waitingArrivals(db)
    }
  }

  const tell = () => {
    const waiting = waitingNow()
    // The first time in any case: who asks may know what a thread before this one said.
    const isNews = waiting?.first !== told?.first || waiting?.last !== told?.last
    if (isNews || !hasTold) onWaiting(waiting)
    told = waiting
    hasTold = true
  }

  /** Whether there is any sense in going on at once. */
  const tryTakeIn = (): boolean => {
    try {
      takeIn(db, figures, { most: SLICE, onRefused })
      tell()
      return true
    } catch (error) {
      if (!isDamaged(error)) return false
      onDamaged()
      // Another file, in which nothing waits.
      told = undefined
      return true
    }
  }

  const work = () => {
    soon = undefined
    timer = undefined
    if (tryTakeIn()) goOn()
    else timer = setTimeout(work, RETRY_DELAY)
  }

  const goOn = () => {
    if (told && !timer) soon ??= setImmediate(work)
  }

  const intake: RunIntake = {
    append(packed) {
      taken += packed.json.byteLength
      if (taken > directBytes || intake.isBehind()) keepArrival(db, packed, Date.now())
      else appendParts(db, figures, [unpackParts(packed)])
    },
    endGroup() {
      taken = 0
      tell()
      goOn()
    },
    makeRoom() {
      while (told && told.bytes > MOST_WAITING && tryTakeIn());
    },
    catchUp() {
      while (intake.isBehind()) takeIn(db, figures, { most: SLICE, onRefused })
      tell()
    },
    isBehind: () => waitingArrivals(db) !== undefined,
    stop() {
      clearImmediate(soon)
      clearTimeout(timer)
    },
  }
  return intake
}

function unpackParts({ json, ...batch }: PackedParts) {
  // What `appendParts` of the embedded store packed.
  return { ...batch, parts: JSON.parse(Buffer.from(json).toString('utf8')) as SpanPart[] }
}
