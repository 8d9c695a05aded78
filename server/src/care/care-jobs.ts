import type { Stores } from '../storage/data-folder.ts'
import { dataBytes } from './data-bytes.ts'
import { eraseSessions, readErasure } from './erase/erase-sessions.ts'
import { tryLockCare } from './lock-care.ts'
import { describeRetention } from './retention/describe-retention.ts'
import { removeOrphans } from './retention/remove-orphans.ts'
import { OWN_LIMITS, readLimits, type RetentionLimits } from './retention/retention-limits.ts'
import { runRetention } from './retention/run-retention.ts'

export interface CareOptions {
  folder: string
  stores: Pick<Stores, 'blobs' | 'events' | 'jobs' | 'meta' | 'traces'>
  limits: RetentionLimits
  now: () => number
  wakeWorker: () => void
  logError: (error: unknown) => void
  /** Takes what the person who runs the collector should know. */
  tell: (sentence: string) => void
}

const HOUR = 60 * 60_000

/** The jobs of care inside a collector, whose writer thread alone may write. */
export function createCareJobs({ folder, stores, limits, now, tell }: CareOptions) {
  const locked = async (subject: string, work: () => Promise<void>) => {
    const unlock = tryLockCare(folder)
    if (!unlock) {
      // A backup is under way. What comes every hour can wait for the next; the rest is tried again.
      if (subject === OWN_LIMITS) return
      throw new Error(`${folder} is being backed up`)
    }
    try {
      await work()
    } finally {
      unlock()
    }
  }

  return {
    retention: (subject: string) =>
      locked(subject, async () => {
        const result = await runRetention({
          stores,
          limits: readLimits(subject, limits),
          now,
          usedBytes: () => dataBytes(folder),
          warn: tell,
        })
        const orphans = await removeOrphans(stores.meta, folder, now())
        const sentence = describeRetention(result, orphans)
        if (sentence !== undefined) tell(`retention removed ${sentence}`)
      }),
    erase: (subject: string) =>
      locked(subject, async () => {
        // Written by the command that asked for it.
        const erasure = readErasure(subject)
        await eraseSessions(stores, { folder, ...erasure })
        tell(`erased ${erasure.sessionIds.length} sessions`)
      }),
  }
}

/** Has retention done now and every hour; returns what ends that. */
export function scheduleRetention(care: CareOptions): () => void {
  askForRetention(care)
  const timer = setInterval(() => askForRetention(care), HOUR)
  return () => clearInterval(timer)
}

/** Has retention done as soon as the worker is free. */
export function askForRetention({ stores, now, wakeWorker, logError }: CareOptions): void {
  stores.jobs
    .enqueue({ kind: 'retention', subject: OWN_LIMITS, runAt: now() })
    .then(wakeWorker, logError)
}
