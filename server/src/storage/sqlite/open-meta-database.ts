import { join } from 'node:path'

import { openDatabase, type Database } from './database.ts'
import { keepFormer } from './keep-former.ts'
import { META_MIGRATIONS } from './meta-migrations/index.ts'
import { migrate } from './migrate.ts'

/** Opens `meta.db` of a folder, created, or brought up to date after a copy was taken. */
export function openMetaDatabase(folder: string): Database {
  const path = join(folder, 'meta.db')
  const db = openDatabase(path, { durability: 'full' })
  try {
    keepFormer(db, { folder, newestSchema: META_MIGRATIONS.length })
    migrate(db, META_MIGRATIONS, path)
  } catch (error) {
    db.close()
    throw error
  }
  return db
}

/** Opens `meta.db` as it is, to read only. */
export function readMetaDatabase(folder: string): Database {
  return openDatabase(join(folder, 'meta.db'), { readOnly: true })
}
