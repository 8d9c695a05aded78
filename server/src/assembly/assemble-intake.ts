import { dataBytes } from '../care/data-bytes.ts'
import type { CollectorOptions } from '../collector-options.ts'
import { createDiskBudget } from '../limits/disk-budget.ts'
import { createSessionQuota } from '../limits/session-quota.ts'
import { createSpanLimits } from '../limits/span-limits.ts'
import { createEntryOutcomes } from '../outcomes/entry-outcomes.ts'
import { startForgetting } from '../outcomes/forget-outcomes.ts'
import { createOutcomeCounter } from '../outcomes/outcome-counter.ts'
import { createScrubber } from '../scrub/scrubber.ts'
import { listDataFiles } from '../storage/data-files.ts'
import type { Tools } from './tools.ts'

/** What comes in: how much of it is taken, what is taken out of it, and what is counted. */
export async function assembleIntake(
  { stores, now, logError, metrics }: Tools,
  options: CollectorOptions,
  { onOverBudget }: { onOverBudget: () => void },
) {
  const { meta } = stores
  const outcomes = metrics.countOutcomes(
    createOutcomeCounter({ write: meta.addOutcomes, now, logError }),
  )
  const scrub = createScrubber({
    meta,
    onFound: (projectId, item, count) => {
      const counted = { level: null, outcome: 'truncated', reason: 'scrubbed' } as const
      outcomes.add({ projectId, item, count, ...counted })
    },
  })
  const quota = createSessionQuota({
    meta,
    quotas: { entries: options.sessionEntries, bytes: options.sessionBytes },
    now,
    logError,
  })
  const disk = createDiskBudget({
    folder: options.folder,
    minFreeBytes: options.minFreeBytes,
    maxBytes: options.retention.maxBytes,
    usedBytes: () => dataBytes(options.folder),
    onOverBudget,
    logError,
    now,
  })
  await disk.check()
  const stopForgetting = startForgetting({ meta, now, logError })
  metrics.watch({
    pending: stores.pending,
    scrubbed: scrub.totals,
    jobs: stores.jobs.unfinished,
    files: () => listDataFiles(options.folder),
  })

  return {
    context: {
      disk,
      entryOutcomes: createEntryOutcomes(outcomes, now),
      outcomes,
      quota,
      replayQuota: options.sessionReplayBytes,
      scrub,
      spanLimits: createSpanLimits({ perMinute: options.allowances.spans, now }),
    },
    async stop() {
      stopForgetting()
      disk.stop()
      await Promise.all([outcomes.stop(), quota.stop()])
    },
  }
}
