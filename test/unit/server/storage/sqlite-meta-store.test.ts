import { openMetaDatabase } from '../../../../server/src/storage/sqlite/open-meta-database.ts'
import { createSqliteMetaStore } from '../../../../server/src/storage/sqlite/sqlite-meta-store.ts'
import { metaStoreContract } from '../../../helpers/meta-store-contract.ts'
import { temporaryFolder } from '../../../helpers/temporary-folder.ts'

metaStoreContract('the relational store on SQLite', async () =>
  createSqliteMetaStore(openMetaDatabase(temporaryFolder())),
)
