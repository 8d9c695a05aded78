import type { Natives } from './browser/natives.ts'
import { type BatchesOptions, createBatches } from './buffer/batches.ts'
import { createCollector } from './delivery/collector.ts'
import { createDelivery, type Delivery } from './delivery/delivery.ts'
import { createDrainLock } from './delivery/drain-lock.ts'
import { createKillSwitch } from './delivery/kill-switch.ts'
import { createPace } from './delivery/pace.ts'
import { createRemoteSessions } from './delivery/remote-sessions.ts'
import type { LossReason } from './protocol/index.ts'
import { createReportDelivery } from './report/deliver-report.ts'
import { createWaitingDelivery, type DeliverWaitingOptions } from './report/deliver-waiting.ts'
import { createReportPost } from './report/post-report.ts'
import { createTurns } from './report/take-turns.ts'
import { createWaitingReports } from './report/waiting-reports.ts'
import { createWaitingPosts, type WaitingPosts } from './runs/waiting-posts.ts'

export interface KeyDeliveryOptions
  extends BatchesOptions, Pick<DeliverWaitingOptions, 'onSettled'> {
  natives: Natives
  onLoss(reason: LossReason, count: number): void
  /** The collector has switched capture off for this key; what was captured is being deleted. */
  onDisabled(): void
  /** All that may be sent has been, or was refused. */
  onSent(): void
}

/** What brings all that waits under one capture key to one collector. */
export interface KeyDelivery {
  delivery: Delivery
  posts: WaitingPosts
  reporting: Omit<DeliverWaitingOptions, 'onSettled'>
}

export function createKeyDelivery(options: KeyDeliveryOptions): KeyDelivery {
  const { store, project, endpoint, natives, debug } = options
  const batches = createBatches(options)
  const collector = createCollector(natives)
  const sessions = createRemoteSessions(collector, store)
  const pace = createPace(['pace', project, endpoint], store)

  const destination = { endpoint, key: project }
  const reports = createWaitingReports({ ...options, isDurable: store.isOnDevice })
  const post = createReportPost({ destination, collector, sessions, onAccepted: pace.succeeded })
  const reporting = {
    reports,
    deliver: createReportDelivery({ reports, post }),
    takeTurns: createTurns(),
  }
  const posts = createWaitingPosts(options)
  const sendReports = createWaitingDelivery({ ...reporting, onSettled: options.onSettled })

  const sendPosts = async (isStopped: () => boolean) => {
    const waiting = await posts.list()
    if (waiting.length === 0) return undefined
    // A chunk of its own: in most pages no agent runs.
    const { deliverPosts } = await import('./runs/deliver-posts.ts')
    return deliverPosts(waiting, { ...options, posts, post: post.agent, isStopped })
  }

  const delivery = createDelivery({
    ...options,
    batches,
    collector,
    sessions,
    lock: createDrainLock(project, store, natives),
    pace,
    killSwitch: createKillSwitch({
      ...options,
      onDisabled() {
        options.onDisabled()
        void Promise.all([batches.purge(), posts.purge()]).catch(() => debug('Could not delete'))
      },
    }),
    // A report follows the runs it may be about, and goes without them rather than not at all.
    async sendRest(isStopped) {
      const answer =
        (await sendPosts(isStopped).catch(() => undefined)) ?? (await sendReports(isStopped))
      if (!answer && !isStopped()) options.onSent()
      return answer
    },
  })

  return { delivery, posts, reporting }
}
