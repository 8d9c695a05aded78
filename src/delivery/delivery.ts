import type { Natives } from '../browser/natives.ts'
import type { Batches } from '../buffer/batches.ts'
import { ORPHAN_AGE } from '../buffer/sort-segments.ts'
import type { Batch, Stored } from '../buffer/records.ts'
import type { LossReason } from '../protocol/index.ts'
import { readRetryAfter } from './backoff.ts'
import type { Answer, Collector } from './collector.ts'
import type { DrainLock } from './drain-lock.ts'
import type { KillSwitch } from './kill-switch.ts'
import { createLastWords } from './last-words.ts'
import { toRequest } from './log-request.ts'
import { outcomeOf } from './outcome.ts'
import type { Pace } from './pace.ts'
import { followPageLife } from './page-life.ts'
import { isAnswer, type RemoteSessions } from './remote-sessions.ts'

/** Entries travel together when they come together: each request costs a page some milliseconds. */
const COLLECT_DELAY = 5_000

/** Another tab is draining; it may finish without having seen our newest batch. */
const BUSY_DELAY = 1_000

/** What waits may grow beyond its bound for this long. */
const LONGEST_REST = 60_000

/** What was answered while the page was away is told at once when it is back, or never. */
const ANSWER_PATIENCE = 2_000

/** The device's storage failed in the middle. */
const STORAGE_DELAY = 30_000

/** A key that is refused today is refused tomorrow; each page may find out for itself, but not all at once. */
const REFUSED_DELAY = 60_000

/** More than these nobody is sending, or has read and is about to send. */
export const BATCHES_AT_A_TIME = 10

export interface DeliveryOptions {
  batches: Batches
  collector: Collector
  sessions: RemoteSessions
  lock: DrainLock
  pace: Pace
  killSwitch: KillSwitch
  natives: Natives
  /** How long a batch is kept for a collector that does not take it, in milliseconds. */
  maxAge: number
  /**
   * Sends what follows the batches, under the same lock; resolves to the answer after which the rest
   * has to wait, if there was one.
   */
  sendRest(isStopped: () => boolean): Promise<Answer | undefined>
}

/** Brings batches to the collector, oldest first, each until it is accepted or refused for good. */
export interface Delivery {
  /** Something new waits: sends it within `delay` (5 seconds), or when the backoff ends. */
  notice(delay?: number): void
  /** Sends now, whatever the backoff says. Resolves when nothing is left or nothing goes through. */
  flush(): Promise<void>
  /** The page is hidden or going away: sends its last words, as far as they fit. */
  leave(): void
  stop(): void
}

interface Manner {
  /** Stands in line while another tab drains. */
  wait: boolean
  /** Somebody waits for it, or the network has just come back: the backoff does not count. */
  force: boolean
}

export function createDelivery(options: DeliveryOptions): Delivery {
  const { batches, collector, sessions, lock, pace, killSwitch, natives } = options
  const lastWords = createLastWords(options)

  let timer: number | undefined
  let plannedFor = 0
  /** No attempt before this moment, by the page's own clock, which nobody sets. */
  let notBefore = 0
  let state: 'running' | 'paused' | 'off' | 'stopped' = 'running'
  /** Aborted while the page is away; ends the drains that are under way. */
  let life = new AbortController()

  /** Plans a drain after `delay`; one that is planned for sooner stands. */
  const later = (delay: number) => {
    const now = performance.now()
    // Also while nothing may be sent for long, what waits is looked through.
    const time = Math.min(Math.max(now + delay, notBefore), now + LONGEST_REST)
    if (timer !== undefined && plannedFor <= time) return

    natives.clearTimeout(timer)
    plannedFor = time
    timer = natives.setTimeout(() => {
      timer = undefined
      if (isAwake()) void drain({ wait: false, force: false })
      else if (state === 'paused' && !life.signal.aborted) void tidy(life.signal)
    }, time - now)
  }

  const holdBack = (wait: number) => {
    notBefore = performance.now() + wait
    natives.clearTimeout(timer)
    timer = undefined
    later(0)
  }

  const wake = () => {
    if (life.signal.aborted) life = new AbortController()
  }

  // With capture off there are reports to deliver, still.
  const isAwake = () => !life.signal.aborted && (state === 'running' || state === 'off')

  const drain = async ({ wait, force }: Manner) => {
    const { signal } = life
    try {
      const { isMoreLikely } = await batches.seal()
      const ran = await lock({
        wait,
        // A page in the back/forward cache must hold no lock, whatever it still waits for.
        drain: () => untilAborted(sendAll(signal, force), signal),
      })
      if (!ran) later(BUSY_DELAY)
      else if (isMoreLikely) later(ORPHAN_AGE)
    } catch {
      // What is stored stays stored.
      holdBack(STORAGE_DELAY)
    }
  }

  /** Where nothing may be sent, what waits must not grow beyond its bound all the same. */
  const tidy = async (signal: AbortSignal) => {
    try {
      await batches.seal()
      await lock({ wait: false, drain: () => untilAborted(makeRoom(signal), signal) })
    } catch {
      // The next one tries again.
    }
  }

  const makeRoom = (signal: AbortSignal) => batches.makeRoom(() => signal.aborted)

  const sendAll = async (signal: AbortSignal, force: boolean) => {
    await makeRoom(signal)
    const wait = await pace.ask({ force })
    if (wait > 0) return holdBack(wait)

    const areThrough = await sendBatches(signal)
    // With a key that is refused the rest is refused as well, which somebody waits to hear.
    if (signal.aborted || (!areThrough && state === 'running')) return

    const answer = await options.sendRest(() => signal.aborted)
    if (answer && !signal.aborted) await backOff(answer)
  }

  /** Resolves to whether none is left. */
  const sendBatches = async (signal: AbortSignal) => {
    while (!signal.aborted && state === 'running') {
      const waiting = await batches.list(BATCHES_AT_A_TIME)
      if (waiting.length === 0) return true

      let isMore = waiting.length === BATCHES_AT_A_TIME
      for (const batch of waiting) {
        if (signal.aborted || state !== 'running') return false
        const next = await settle(batch, signal)
        if (next === 'stop') return false
        if (next === 'next') continue
        // The halves of a split batch come before the batches read with it.
        isMore = true
        break
      }
      if (!isMore) return true
      // An upload that is slower than what is recorded can last for long.
      await makeRoom(signal)
    }
    return false
  }

  const backOff = async ({ retryAfter }: Answer) =>
    holdBack(await pace.failed(readRetryAfter(retryAfter, Date.now())))

  const settle = async (
    batch: Stored<Batch>,
    signal: AbortSignal,
  ): Promise<'next' | 'read-again' | 'stop'> => {
    // A collector that takes one batch neither in nor out must not keep the rest for ever.
    if (Math.abs(Date.now() - batch.value.time) > options.maxAge) return drop(batch, 'age')
    if (await lastWords.hasArrived(batch)) return 'next'

    const answer = await send(batch.value)
    if (answer === 'disabled') return 'stop'
    // Not an answer but our own abort: the next page sends the same batch under the same id.
    if (answer.status === 0 && signal.aborted) return 'stop'

    switch (outcomeOf(answer)) {
      case 'accepted':
        notBefore = 0
        await pace.succeeded()
        await batches.remove(batch)
        return 'next'
      case 'split':
        if (batch.value.entries.length > 1) {
          await batches.split(batch)
          return 'read-again'
        }
        return drop(batch, 'rejected')
      case 'drop':
        return drop(batch, 'rejected')
      case 'pause':
        await pace.failed(REFUSED_DELAY)
        state = 'paused'
        return 'stop'
      case 'forget-session':
      case 'retry':
        await backOff(answer)
        return 'stop'
    }
  }

  const drop = async (batch: Stored<Batch>, reason: LossReason) => {
    await batches.drop(batch, reason)
    // What tells of it goes with the next batch, or alone.
    later(COLLECT_DELAY)
    return 'next' as const
  }

  const send = async (batch: Batch): Promise<Answer | 'disabled'> => {
    const answer = await sendOnce(batch)
    if (answer === 'disabled' || outcomeOf(answer) !== 'forget-session') return answer

    // A collector that was reset, or whose retention took the session: the same batch goes again.
    await sessions.forget(batch, batch.sessionId)
    return sendOnce(batch)
  }

  const sendOnce = async (batch: Batch): Promise<Answer | 'disabled'> => {
    const session = await sessions.find(batch, batch.sessionId, { background: true })
    if (isAnswer(session)) return session
    if (session.isDisabled) {
      state = 'off'
      killSwitch.turnOff()
      return 'disabled'
    }

    const answer = await collector.post({
      ...toRequest(batch, session),
      compress: session.extensions.includes('gzip'),
      background: true,
    })
    // Stored all the same; there is just nothing to come after it.
    if (killSwitch.heeds(answer, session)) state = 'off'
    return answer
  }

  const ignorePageLife = followPageLife({
    leave() {
      life.abort()
      collector.abortBackground()
    },
    comeBack() {
      if (state === 'stopped' || !life.signal.aborted) return
      wake()
      natives.setTimeout(lastWords.giveUp, ANSWER_PATIENCE)
      later(0)
    },
    online() {
      if (isAwake()) void drain({ wait: false, force: true })
    },
  })

  // Another tab may have been told, or an earlier one.
  killSwitch.check().then(
    (isOff) => {
      if (isOff && state === 'running') state = 'off'
    },
    () => {},
  )

  return {
    notice: (delay = COLLECT_DELAY) => later(delay),

    async flush() {
      if (state === 'paused') state = 'running'
      if (state !== 'stopped') wake()
      await drain({ wait: true, force: true })
    },

    leave() {
      const mayKnock = state === 'running' && notBefore <= performance.now()
      for (const batch of batches.sealOnExit()) if (mayKnock) lastWords.send(batch)
      // A page that is hidden goes on living: what found no room goes the usual way.
      later(0)
    },

    stop() {
      state = 'stopped'
      life.abort()
      ignorePageLife()
      natives.clearTimeout(timer)
      collector.abortBackground()
    },
  }
}

function untilAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => resolve()
    signal.addEventListener('abort', end)
    void work.then(end, reject).finally(() => signal.removeEventListener('abort', end))
  })
}
