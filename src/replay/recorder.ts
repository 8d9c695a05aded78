import { EventType, record } from 'rrweb'
import type { eventWithTime } from 'rrweb'

import type { Selectors } from '../privacy/selectors.ts'
import { watchBrowserErrors } from './browser-errors.ts'
import { createCheckoutSchedule } from './checkout-schedule.ts'
import { describeNode, isMarked } from './describe-node.ts'
import { isActivity, isChange } from './event-kinds.ts'
import { withPagePatches } from './page-patches.ts'
import { createRetry } from './retry.ts'
import { createRollingWindow } from './rolling-window.ts'
import { rrwebOptions } from './rrweb-options.ts'
import { replaySelectors } from './selectors.ts'
import { sanitizeEvent } from './sanitize-event.ts'
import { watchPage } from './watch-page.ts'

// This file is the lazy chunk's entry, and what was recorded is encoded only where it was recorded.
export { encodeReplay } from './encode-replay.ts'

export interface RecorderOptions {
  /** Replaces all text of the page, not only what is marked `data-casefile-mask`. */
  maskText: boolean
  selectors: Selectors
  /** Milliseconds that are kept at least. Default 60 000. */
  windowDuration?: number
  /** What the kept events may take as JSON, by estimate. Default 8 MiB. */
  maxBytes?: number
}

export interface Recorder {
  /**
   * A copy of the kept events, oldest first, beginning with Meta and FullSnapshot; empty when there
   * is nothing to replay. Later recording does not change it.
   */
  read(): eventWithTime[]
  /** Takes every hook out of the page; what was recorded is kept. */
  pause(): void
  resume(): void
  /** Forgets what was recorded; recording goes on from the page as it is. */
  clear(): void
  /** Takes every hook out of the page and forgets everything. Final. */
  stop(): void
  status(): RecorderStatus
}

/**
 * - `too-large`: the page has more elements, or changes more, than recording it is worth
 * - `failing`: rrweb cannot record this page
 *
 * Both are tried again later, at growing intervals.
 */
export type RecorderStatus = 'recording' | 'paused' | 'too-large' | 'failing' | 'stopped'

/** A full snapshot takes about 20 µs an element; beyond this it is a second of standstill. */
const MOST_ELEMENTS = 50_000

/** The share of the page's time that full snapshots may take. */
const SNAPSHOT_SHARE = 0.005

const LONGEST_INTERVAL = 10 * 60_000
const FIRST_RETRY = 60_000

/** A page on which rrweb fails all the time is not worth a snapshot each time. */
const REPAIR_INTERVAL = 10_000

/** rrweb keeps its state in its module, so a second recording would break the first. */
let running = false

/**
 * Starts recording the page into a rolling window in memory. Returns `undefined` when it cannot:
 * when rrweb fails on this page, or another recorder is running. rrweb swallows errors of selectors
 * and then hides nothing: they must have been checked.
 */
export function startRecorder(options: RecorderOptions): Recorder | undefined {
  const { maskText, windowDuration = 60_000, maxBytes = 8 * 1024 * 1024 } = options
  const selectors = replaySelectors(options.selectors)
  if (running) return undefined

  const kept = createRollingWindow({ duration: windowDuration, maxBytes })
  const schedule = createCheckoutSchedule({ interval: checkoutInterval, checkout })
  const retry = createRetry({ first: FIRST_RETRY, longest: LONGEST_INTERVAL })
  const context = {
    maskText,
    isMarked(id: number) {
      const node = record.mirror.getNode(id)
      return !node || isMarked(node, selectors)
    },
    describe(id: number) {
      const node = record.mirror.getNode(id)
      return node ? describeNode(node, selectors) : undefined
    },
  }

  let status: RecorderStatus = 'recording'
  let uninstall = () => {}
  let snapshotCost = 0
  let lastOverflow = -Infinity
  let lastRepair = -Infinity
  let snapshots = 0

  function checkoutInterval() {
    return Math.min(Math.max(windowDuration, snapshotCost / SNAPSHOT_SHARE), LONGEST_INTERVAL)
  }

  function install(): boolean {
    if (isTooLarge()) return giveUp('too-large')

    let installed = true
    const began = performance.now()
    const stopRrweb = withPagePatches(() =>
      record(
        rrwebOptions({
          maskText,
          selectors,
          // Throttled callbacks of rrweb can come after its end.
          emit: (event) => installed && keep(event),
          isForPage: watchBrowserErrors(),
          onError: () => installed && repair(),
        }),
      ),
    )
    snapshotCost = performance.now() - began

    const unwatch = watchPage({
      onVisible: schedule.wake,
      // The frames inside the page may have been lost.
      onRestored: schedule.request,
      onReplaced: reinstall,
    })
    uninstall = () => {
      installed = false
      uninstall = () => {}
      unwatch()
      schedule.stop()
      stopRrweb?.()
      // rrweb goes on holding every node of the page otherwise.
      record.mirror.reset()
    }
    if (!stopRrweb) return giveUp('failing')
    status = 'recording'
    return true
  }

  function reinstall() {
    uninstall()
    install()
  }

  function keep(event: eventWithTime) {
    try {
      const bytes = sanitizeEvent(event, context)
      if (bytes === undefined) return
      if (event.type === EventType.FullSnapshot) snapshots += 1
      if (kept.add(event, bytes) === 'overflowed') onOverflow()
    } catch {
      // Not kept: what could not be cleaned is not recorded.
      return repair()
    }
    if (isActivity(event)) schedule.markActive()
    if (isChange(event)) schedule.markDirty()
  }

  function checkout() {
    if (isTooLarge()) return void giveUp('too-large')

    const before = snapshots
    const began = performance.now()
    try {
      record.takeFullSnapshot(true)
    } catch {
      // Counted below.
    }
    snapshotCost = performance.now() - began
    // After a failed snapshot rrweb's observers stay locked; only a new start frees them.
    if (snapshots === before) reinstall()
    else if (performance.now() - lastOverflow > FIRST_RETRY) retry.reset()
  }

  /** After an error something is missing, which a new snapshot makes up for; but not at any price. */
  function repair() {
    const now = performance.now()
    if (now - lastRepair < REPAIR_INTERVAL) return schedule.markDirty()
    lastRepair = now
    schedule.request()
  }

  /** Once is a burst, and a new snapshot goes on from there; twice in a minute is how the page is. */
  function onOverflow() {
    const now = performance.now()
    // Later, because rrweb is in the middle of something.
    if (now - lastOverflow < FIRST_RETRY) queueMicrotask(() => giveUp('too-large'))
    else schedule.request()
    lastOverflow = now
  }

  /** Takes the hooks out and tries again later. What was kept so far stays. */
  function giveUp(reason: 'too-large' | 'failing'): false {
    if (status === 'stopped' || status === 'paused') return false

    uninstall()
    status = reason

    const callOff = retry.plan(install)
    uninstall = () => {
      uninstall = () => {}
      callOff()
    }
    return false
  }

  if (!install() && !isTooLarge()) {
    uninstall()
    return undefined
  }
  running = true

  return {
    read: kept.read,
    pause() {
      if (status === 'stopped' || status === 'paused') return
      uninstall()
      status = 'paused'
    },
    resume() {
      if (status !== 'paused') return
      status = 'recording'
      install()
    },
    clear() {
      kept.clear()
      if (status === 'recording') schedule.request()
    },
    stop() {
      if (status === 'stopped') return
      uninstall()
      kept.clear()
      status = 'stopped'
      running = false
    },
    status: () => status,
  }
}

function isTooLarge(): boolean {
  return document.getElementsByTagName('*').length > MOST_ELEMENTS
}
