import { openAgentDoor } from './browser/agent-door.ts'
import type { BatchesOptions } from './buffer/batches.ts'
import type { Database } from './buffer/database.ts'
import { createFallbackStore } from './buffer/fallback-store.ts'
import { createIndexedDbStore } from './buffer/indexed-db-store.ts'
import { makeRoom } from './buffer/make-room.ts'
import { createMemoryStore } from './buffer/memory-store.ts'
import { createRoomLimit, MOST_BYTES } from './buffer/room-limit.ts'
import type { Natives } from './browser/natives.ts'
import { BATCHES_AT_A_TIME, type Delivery } from './delivery/delivery.ts'
import { createKeyDelivery } from './key-delivery.ts'
import type { Options } from './options.ts'
import type { LossReason } from './protocol/index.ts'
import { readSteps } from './read-steps.ts'
import { createReportSender, type Draft, type SentReport } from './report/send-report.ts'
import type { SettledReport } from './report/waiting-report.ts'
import { createTrail } from './trail.ts'

export interface StartDeliveryOptions extends Omit<
  BatchesOptions,
  'store' | 'onSealed' | 'roomLimit' | 'maxAge'
> {
  database: Database
  natives: Natives
  /** Tells what became of a report that had to wait; says whether anybody listens. */
  onSettled(settled: SettledReport): boolean
  /** The collector has switched capture off: nothing more is to be captured. */
  onDisabled(): void
  limits: Pick<Options, 'maxBufferBytes' | 'maxBufferAge'>
  onLoss(reason: LossReason, count: number): void
  /** Whether anything may be kept now: there is consent, and nobody has paused or ended it. */
  isRecording(): boolean
}

/** Rare, and the last of them is the one that somebody left after: it does not wait for company. */
const POST_DELAY = 500

const DAY = 24 * 60 * 60_000

/** Everything that talks to the collector; a chunk of its own, loaded after the page. */
export interface StartedDelivery extends Delivery {
  report(draft: Draft): Promise<SentReport>
  /** What was done in the session so far, in plain language. */
  steps(sessionId: string): Promise<string[]>
  /** Consent was withdrawn: nothing stays in memory. */
  forget(): void
}

export function startDelivery(options: StartDeliveryOptions): StartedDelivery {
  const { database, natives, project, onLoss, debug } = options
  const { maxBufferBytes = MOST_BYTES, maxBufferAge: maxAge = DAY } = options.limits

  const device = createIndexedDbStore(database)
  const store = createFallbackStore(device, createMemoryStore, {
    onFallback() {
      debug('IndexedDB failed; what waits is kept in memory')
      // From here on a crash takes what nobody has counted.
      onLoss('storage', 0)
    },
    // Somebody else may be draining.
    makeRoom: () =>
      makeRoom(device, {
        ...options,
        keepBytes: (used) => used * 0.8,
        onItsWay: BATCHES_AT_A_TIME,
      }),
  })
  const trail = createTrail()
  const { delivery, posts, reporting } = createKeyDelivery({
    ...options,
    store,
    maxAge,
    roomLimit: createRoomLimit(maxBufferBytes),
    onSealed: trail.add,
    onDisabled() {
      options.onDisabled()
      trail.clear()
    },
    onSent: () => void (others ??= deliverOthers().catch(() => {})),
  })

  /** Begun once a page: whoever goes on writing under another key has pages of their own. */
  let others: Promise<(() => void) | void> | undefined

  const deliverOthers = async () => {
    const keys = new Set<string>()
    for (const [kind, key] of await store.keys([])) {
      // A batch, a segment, a report: what is to be delivered.
      if (/[ht]$/.test(kind as string)) keys.add(key as string)
    }
    keys.delete(project)
    if (!keys.size) return
    // A chunk of its own: mostly there are none.
    const { deliverOthers } = await import('./other-keys/deliver-others.ts')
    return deliverOthers(keys, {
      ...options,
      store,
      maxAge,
      connect: createKeyDelivery,
      onStopped: stopOthers,
    })
  }

  const stopOthers = async () => {
    const stopping = others
    others = undefined
    ;(await stopping)?.()
  }

  const closeAgentDoor = openAgentDoor(async (post) => {
    const isKept = options.isRecording() && (await posts.add(post))
    if (isKept) delivery.notice(POST_DELAY)
    return isKept
  })

  const sender = createReportSender({
    ...reporting,
    natives,
    flush: delivery.flush,
    onWaiting: delivery.notice,
  })

  return {
    ...delivery,
    stop() {
      closeAgentDoor()
      void stopOthers()
      delivery.stop()
    },
    report: sender.send,
    steps: (sessionId) => readSteps({ ...options, store, trail }, sessionId),
    forget() {
      sender.forget()
      void stopOthers()
      trail.clear()
      store.forget()
    },
  }
}
