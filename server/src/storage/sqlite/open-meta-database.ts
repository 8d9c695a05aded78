import { join } from 'node:path'

import { openDatabase, type Database } from './database.ts'
import { META_MIGRATIONS } from './meta-migrations/index.ts'
import { migrate } from './migrate.ts'

/** Opens `meta.db` of a folder, created or brought up to date. */
export function openMetaDatabase(folder: string): Database {
  const path = join(folder, 'meta.db')
  const db = openDatabase(path, { durability: 'full' })
  try {
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
