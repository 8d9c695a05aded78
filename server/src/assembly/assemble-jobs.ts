import { analyseIssue } from '../analysis/analyse-issue.ts'
import { createOfflineAnalyzer } from '../analysis/offline/offline-analyzer.ts'
import { askForRetention, createCareJobs, type CareOptions } from '../care/care-jobs.ts'
import type { CollectorOptions } from '../collector-options.ts'
import { createWorker } from '../jobs/worker.ts'
import type { Tools } from './tools.ts'

/** What is done beside answering: analysis, retention, erasure. */
export async function assembleJobs(
  { stores, now, logger, logError }: Tools,
  { folder, retention }: CollectorOptions,
) {
  const care: CareOptions = {
    folder,
    stores,
    limits: retention,
    now,
    wakeWorker: () => worker.wake(),
    logError,
    tell: (sentence) => logger.warn(sentence),
  }
  const careJobs = createCareJobs(care)
  const analyzer = createOfflineAnalyzer()

  await stores.jobs.releaseAll()
  const worker = createWorker({
    jobs: stores.jobs,
    now,
    logError,
    run: ({ kind, subject }) => {
      switch (kind) {
        case 'analyse-issue':
          return analyseIssue({ ...stores, analyzer }, subject)
        case 'retention':
          return careJobs.retention(subject)
        case 'erase':
          return careJobs.erase(subject)
      }
    },
    async giveUp({ kind, subject }) {
      if (kind === 'analyse-issue') await stores.meta.failAnalysis(subject)
    },
  })

  return { care, worker, askForRetention: () => askForRetention(care) }
}
