import { createSqliteJobQueue } from '../../../../server/src/storage/sqlite/sqlite-job-queue.ts'
import { openMetaDatabase } from '../../../../server/src/storage/sqlite/open-meta-database.ts'
import { jobQueueContract } from '../../../helpers/job-queue-contract.ts'
import { temporaryFolder } from '../../../helpers/temporary-folder.ts'

jobQueueContract('the job queue on SQLite', async () => {
  const db = openMetaDatabase(temporaryFolder())
  return { queue: createSqliteJobQueue(db), close: async () => db.close() }
})
