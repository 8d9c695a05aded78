import { openAgentDoor } from './browser/agent-door.ts'
import { type BatchesOptions, createBatches } from './buffer/batches.ts'
import type { Database } from './buffer/database.ts'
import { createFallbackStore } from './buffer/fallback-store.ts'
import { createIndexedDbStore } from './buffer/indexed-db-store.ts'
import { makeRoom } from './buffer/make-room.ts'
import { createMemoryStore } from './buffer/memory-store.ts'
import { createRoomLimit, MOST_BYTES } from './buffer/room-limit.ts'
import type { Natives } from './browser/natives.ts'
import { createCollector } from './delivery/collector.ts'
import { BATCHES_AT_A_TIME, createDelivery, type Delivery } from './delivery/delivery.ts'
import { createDrainLock } from './delivery/drain-lock.ts'
import { createKillSwitch } from './delivery/kill-switch.ts'
import { createPace } from './delivery/pace.ts'
import { createRemoteSessions } from './delivery/remote-sessions.ts'
import type { Options } from './options.ts'
import type { LossReason } from './protocol/index.ts'
import { readSteps } from './read-steps.ts'
import { createReportDelivery } from './report/deliver-report.ts'
import { createWaitingDelivery } from './report/deliver-waiting.ts'
import { createReportPost } from './report/post-report.ts'
import { createReportSender, type Draft, type SentReport } from './report/send-report.ts'
import { createTurns } from './report/take-turns.ts'
import type { SettledReport } from './report/waiting-report.ts'
import { createWaitingReports } from './report/waiting-reports.ts'
import { createWaitingPosts } from './runs/waiting-posts.ts'
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
  const { database, natives, project, endpoint, onLoss, debug } = options
  const { maxBufferBytes = MOST_BYTES, maxBufferAge: maxAge = DAY } = options.limits

  const device = createIndexedDbStore(database)
  const store = createFallbackStore(device, createMemoryStore, {
    onFallback() {
      debug('IndexedDB failed; what is not delivered yet is kept in memory')
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
  const batches = createBatches({
    ...options,
    store,
    maxAge,
    roomLimit: createRoomLimit(maxBufferBytes),
    onSealed: trail.add,
  })
  const collector = createCollector(natives)
  const sessions = createRemoteSessions(collector, store)
  const lock = createDrainLock(project, store, natives)

  const destination = { endpoint, key: project }
  const reports = createWaitingReports({ store, project, isDurable: store.isOnDevice })
  const pace = createPace(['pace', project, endpoint], store)
  const post = createReportPost({ destination, collector, sessions, onAccepted: pace.succeeded })
  const reporting = {
    reports,
    deliver: createReportDelivery({ reports, post }),
    takeTurns: createTurns(),
  }
  const posts = createWaitingPosts({ ...options, store })
  const sendReports = createWaitingDelivery({ ...reporting, onSettled: options.onSettled })

  const sendPosts = async (isStopped: () => boolean) => {
    const waiting = await posts.list()
    if (waiting.length === 0) return undefined
    // A chunk of its own: in most pages no agent runs.
    const { deliverPosts } = await import('./runs/deliver-posts.ts')
    return deliverPosts(waiting, { ...options, maxAge, posts, post: post.agent, isStopped })
  }

  const closeAgentDoor = openAgentDoor(async (post) => {
    const isKept = options.isRecording() && (await posts.add(post))
    if (isKept) delivery.notice(POST_DELAY)
    return isKept
  })

  const killSwitch = createKillSwitch({
    project,
    endpoint,
    store,
    onDisabled() {
      options.onDisabled()
      trail.clear()
      void Promise.all([batches.purge(), posts.purge()]).catch(() => debug('Could not delete'))
    },
  })
  const delivery = createDelivery({
    batches,
    collector,
    sessions,
    lock,
    pace,
    killSwitch,
    natives,
    maxAge,
    // A report follows the runs it may be about, and goes without them rather than not at all.
    sendRest: async (isStopped) =>
      (await sendPosts(isStopped).catch(() => undefined)) ?? sendReports(isStopped),
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
      delivery.stop()
    },
    report: sender.send,
    steps: (sessionId) => readSteps({ ...options, store, trail }, sessionId),
    forget() {
      sender.forget()
      trail.clear()
      store.forget()
    },
  }
}
