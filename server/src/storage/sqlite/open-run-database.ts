import { join } from 'node:path'

import { openDatabase, type Database } from './database.ts'
import { migrate } from './migrate.ts'
import { RUN_MIGRATIONS } from './run-migrations/index.ts'

export function runDatabasePath(folder: string): string {
  return join(folder, 'runs.db')
}

/** Opens `runs.db` of a folder, created, or brought up to date. */
export function openRunDatabase(folder: string): Database {
  const path = runDatabasePath(folder)
  const db = openDatabase(path, { durability: 'full' })
  try {
    migrate(db, RUN_MIGRATIONS, path)
  } catch (error) {
    db.close()
    throw error
  }
  return db
}

/** Opens `runs.db` as it is, to read only. */
export function readRunDatabase(folder: string): Database {
  return openDatabase(runDatabasePath(folder), { readOnly: true })
}
