import { type BatchesOptions, createBatches } from './buffer/batches.ts'
import type { Database } from './buffer/database.ts'
import { createFallbackStore } from './buffer/fallback-store.ts'
import { createIndexedDbStore } from './buffer/indexed-db-store.ts'
import { createMemoryStore } from './buffer/memory-store.ts'
import type { Natives } from './browser/natives.ts'
import { createCollector } from './delivery/collector.ts'
import { createDelivery, type Delivery } from './delivery/delivery.ts'
import { createDrainLock } from './delivery/drain-lock.ts'
import { createRemoteSessions } from './delivery/remote-sessions.ts'
import { readSteps } from './read-steps.ts'
import { createReportSender, type Draft, type SentReport } from './report/send-report.ts'
import { createTrail } from './trail.ts'

export interface StartDeliveryOptions extends Omit<BatchesOptions, 'store' | 'onSealed'> {
  database: Database
  natives: Natives
  /** Says on the console what Casefile does, when asked to. */
  debug(message: string): void
}

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

  const store = createFallbackStore(createIndexedDbStore(database), createMemoryStore(), () =>
    debug('IndexedDB failed; what is not delivered yet is kept in memory'),
  )
  const trail = createTrail()
  const batches = createBatches({ ...options, store, onSealed: trail.add })
  const collector = createCollector(natives)
  const sessions = createRemoteSessions(collector, store)
  const lock = createDrainLock(project, store, natives)
  const delivery = createDelivery({ batches, collector, sessions, lock, natives, onLoss })
  const report = createReportSender({
    destination: { endpoint, key: project },
    collector,
    sessions,
    natives,
    flush: delivery.flush,
  })

  return {
    ...delivery,
    report,
    steps: (sessionId) => readSteps({ ...options, store, trail }, sessionId),
    forget: trail.clear,
  }
}
