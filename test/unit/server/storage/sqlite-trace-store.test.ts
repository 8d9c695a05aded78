import { openDatabase } from '../../../../server/src/storage/sqlite/database.ts'
import { migrate } from '../../../../server/src/storage/sqlite/migrate.ts'
import { openRunDatabase } from '../../../../server/src/storage/sqlite/open-run-database.ts'
import { RUN_MIGRATIONS } from '../../../../server/src/storage/sqlite/run-migrations/index.ts'
import { createSqliteTraceStore } from '../../../../server/src/storage/sqlite/sqlite-trace-store.ts'
import { sessionAnalysisContract } from '../../../helpers/session-analysis-contract.ts'
import { traceModelContract } from '../../../helpers/trace-model-contract.ts'
import { traceStoreContract } from '../../../helpers/trace-store-contract.ts'

const openIn = async (folder: string) => createSqliteTraceStore(openRunDatabase(folder))
traceStoreContract('the store of agent runs in one thread', openIn)
sessionAnalysisContract('sessions of agent runs in one thread', openIn)

// In memory, because thousands of commits would wait for the disk.
traceModelContract(
  'agent runs in one thread',
  async () => {
    const db = openDatabase(':memory:', {})
    migrate(db, RUN_MIGRATIONS, 'runs.db')
    return createSqliteTraceStore(db)
  },
  { numRuns: 60 },
)
