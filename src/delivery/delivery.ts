import type { Natives } from '../browser/natives.ts'
import type { Batches } from '../buffer/batches.ts'
import { OLDEST, ORPHAN_AGE } from '../buffer/sort-segments.ts'
import type { Batch, Stored } from '../buffer/records.ts'
import { stringify } from '../lib/stringify.ts'
import type { LossReason } from '../protocol/index.ts'
import { backoffDelay, readRetryAfter } from './backoff.ts'
import type { Answer, Collector } from './collector.ts'
import type { DrainLock } from './drain-lock.ts'
import { outcomeOf } from './outcome.ts'
import { isAnswer, type RemoteSession, type RemoteSessions } from './remote-sessions.ts'

/** Entries travel together when they come together: each request costs a page some milliseconds. */
const COLLECT_DELAY = 5_000

/** Another tab is draining; it may finish without having seen our newest batch. */
const BUSY_DELAY = 1_000

const BATCHES_AT_A_TIME = 10

export interface DeliveryOptions {
  batches: Batches
  collector: Collector
  sessions: RemoteSessions
  lock: DrainLock
  natives: Natives
  onLoss(reason: LossReason, count: number): void
  /**
   * Sends what follows the batches, under the same lock; resolves to the answer after which the rest
   * has to wait, if there was one.
   */
  sendRest(isStopped: () => boolean): Promise<Answer | undefined>
}

/** Brings batches to the collector, oldest first, each until it is accepted or refused for good. */
export interface Delivery {
  /** Something new waits: sends it within 5 seconds, or when the backoff ends. */
  notice(): void
  /** Sends now, whatever the backoff says. Resolves when nothing is left or nothing goes through. */
  flush(): Promise<void>
  /** The page is going away, perhaps for good. */
  leave(): void
  /** The page is visible again. */
  comeBack(): void
  stop(): void
}

export function createDelivery(options: DeliveryOptions): Delivery {
  const { batches, collector, sessions, lock, natives } = options

  let timer: number | undefined
  let plannedFor = 0
  let failures = 0
  /** No attempt before this moment, by the page's own clock, which nobody sets. */
  let notBefore = 0
  let state: 'running' | 'away' | 'paused' | 'stopped' = 'running'

  /** Plans a drain after `delay`; one that is planned for sooner stands. */
  const later = (delay: number) => {
    const now = performance.now()
    const time = Math.max(now + delay, notBefore)
    if (timer !== undefined && plannedFor <= time) return

    natives.clearTimeout(timer)
    plannedFor = time
    timer = natives.setTimeout(() => {
      timer = undefined
      if (state === 'running') void drain({ wait: false })
    }, time - now)
  }

  const backOff = (retryAfter = 0) => {
    failures += 1
    notBefore = performance.now() + Math.max(backoffDelay(failures), retryAfter)
    natives.clearTimeout(timer)
    timer = undefined
    later(0)
  }

  const drain = async ({ wait }: { wait: boolean }) => {
    try {
      const { isMoreLikely } = await batches.seal()
      const ran = await lock({ wait, drain: sendAll })
      if (!ran) later(BUSY_DELAY)
      else if (isMoreLikely) later(ORPHAN_AGE)
    } catch {
      // The device's storage failed in the middle; what is stored stays stored.
      backOff()
    }
  }

  const sendAll = async () => {
    const isStopped = () => state === 'away' || state === 'stopped'
    const areThrough = await sendBatches()
    // With a key that is refused the rest is refused as well, which somebody waits to hear.
    if (isStopped() || (!areThrough && state === 'running')) return

    const answer = await options.sendRest(isStopped)
    if (isStopped()) return
    if (answer) return backOff(readRetryAfter(answer.retryAfter, Date.now()))
    failures = 0
    notBefore = 0
  }

  /** Resolves to whether none is left. */
  const sendBatches = async () => {
    while (state === 'running') {
      const waiting = await batches.list(BATCHES_AT_A_TIME)
      if (waiting.length === 0) return true

      let isMore = waiting.length === BATCHES_AT_A_TIME
      for (const batch of waiting) {
        if (state !== 'running') return false
        const next = await settle(batch)
        if (next === 'stop') return false
        if (next === 'next') continue
        // The halves of a split batch come before the batches read with it.
        isMore = true
        break
      }
      if (!isMore) return true
    }
    return false
  }

  const settle = async (batch: Stored<Batch>): Promise<'next' | 'read-again' | 'stop'> => {
    // A collector that takes one batch neither in nor out must not keep the rest for ever.
    if (Math.abs(Date.now() - batch.value.time) > OLDEST) return drop(batch, 'age')

    const answer = await send(batch.value)
    // Not an answer but our own abort: the next page sends the same batch under the same id.
    if (answer.status === 0 && state !== 'running') return 'stop'

    switch (outcomeOf(answer)) {
      case 'accepted':
        failures = 0
        notBefore = 0
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
        state = 'paused'
        return 'stop'
      case 'forget-session':
      case 'retry':
        backOff(readRetryAfter(answer.retryAfter, Date.now()))
        return 'stop'
    }
  }

  const drop = async (batch: Stored<Batch>, reason: LossReason) => {
    await batches.remove(batch)
    options.onLoss(reason, batch.value.entries.length)
    return 'next' as const
  }

  const send = async (batch: Batch): Promise<Answer> => {
    const answer = await sendOnce(batch)
    if (outcomeOf(answer) !== 'forget-session') return answer

    // A collector that was reset, or whose retention took the session: the same batch goes again.
    await sessions.forget(batch, batch.sessionId)
    return sendOnce(batch)
  }

  const sendOnce = async (batch: Batch): Promise<Answer> => {
    const session = await sessions.find(batch, batch.sessionId)
    return isAnswer(session)
      ? session
      : collector.post({ ...toRequest(batch, session), background: true })
  }

  /** Should the page live on, the batch is forgotten when it has arrived; else the next page sends it again. */
  const sendLast = async (batch: Stored<Batch>, session: RemoteSession) => {
    const answer = await collector.post({ ...toRequest(batch.value, session), keepalive: true })
    if (outcomeOf(answer) === 'accepted') await batches.remove(batch).catch(() => {})
  }

  return {
    notice: () => later(COLLECT_DELAY),

    async flush() {
      if (state !== 'stopped') state = 'running'
      await drain({ wait: true })
    },

    leave() {
      const batch = batches.sealOnExit()
      const session = batch && sessions.known(batch.value, batch.value.sessionId)
      if (batch && session) {
        void sendLast(batch, session)
      }
      if (state === 'running') state = 'away'
      collector.abortBackground()
    },

    comeBack() {
      if (state !== 'away') return
      state = 'running'
      later(0)
    },

    stop() {
      state = 'stopped'
      natives.clearTimeout(timer)
      collector.abortBackground()
    },
  }
}

function toRequest({ id, endpoint, key, entries }: Batch, session: RemoteSession) {
  return {
    endpoint,
    key,
    path: `/v1/sessions/${encodeURIComponent(session.id)}/logs`,
    body: stringify({ logs: entries }),
    idempotencyKey: session.extensions.includes('idempotency') ? id : undefined,
  }
}
