import { openRunDatabase } from '../../../../server/src/storage/sqlite/open-run-database.ts'
import { createSqliteTraceStore } from '../../../../server/src/storage/sqlite/sqlite-trace-store.ts'
import { traceStoreContract } from '../../../helpers/trace-store-contract.ts'

traceStoreContract('the store of agent runs in one thread', async (folder) =>
  createSqliteTraceStore(openRunDatabase(folder)),
)
