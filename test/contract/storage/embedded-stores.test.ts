import { eventStoreContract } from '../../helpers/event-store-contract.ts'
import { jobQueueContract } from '../../helpers/job-queue-contract.ts'
import { metaStoreContract } from '../../helpers/meta-store-contract.ts'
import { openStores } from '../../helpers/open-data-folder.ts'
import { temporaryFolder } from '../../helpers/temporary-folder.ts'
import { sessionAnalysisContract } from '../../helpers/session-analysis-contract.ts'
import { traceModelContract } from '../../helpers/trace-model-contract.ts'
import { traceStoreContract } from '../../helpers/trace-store-contract.ts'

eventStoreContract('the event store of a collector', async (folder) => {
  const { events, close } = await openStores(folder)
  return { ...events, close }
})

metaStoreContract('the relational store of a collector', async () => {
  const { meta, close } = await openStores(temporaryFolder())
  return { ...meta, close }
})

jobQueueContract('the job queue of a collector', async () => {
  const { jobs, close } = await openStores(temporaryFolder())
  return { queue: jobs, close }
})

/** Taken in at once, and kept and taken in behind. */
for (const directBytes of [Infinity, 0]) {
  const openTraces = async (folder: string) => {
    const { traces, close } = await openStores(folder, { directBytes })
    return { ...traces, close }
  }
  const name = directBytes > 0 ? '' : ', taken in behind'
  traceStoreContract(`the store of agent runs of a collector${name}`, openTraces)
  sessionAnalysisContract(`sessions of agent runs of a collector${name}`, openTraces)
  traceModelContract(`agent runs of a collector${name}`, openTraces, { numRuns: 5 })
}
