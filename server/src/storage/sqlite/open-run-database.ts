import { existsSync, renameSync, rmSync } from 'node:fs'
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
  if (!existsSync(path)) createRunDatabase(path)
  const db = openDatabase(path, { durability: 'full' })
  try {
    migrate(db, RUN_MIGRATIONS, path)
  } catch (error) {
    db.close()
    throw error
  }
  return db
}

/** Under another name until it has its tables: readers open it as soon as it is there. */
function createRunDatabase(path: string): void {
  const unfinished = `${path}.new`
  // The log of a file that is gone would be played into this one.
  for (const left of [unfinished, path]) {
    for (const suffix of ['', '-wal', '-shm']) rmSync(left + suffix, { force: true })
  }
  const db = openDatabase(unfinished, { durability: 'full' })
  try {
    // What retention removes is given back to the disk; this cannot be said of a file with tables.
    db.exec('PRAGMA auto_vacuum = INCREMENTAL')
    db.exec('VACUUM')
    migrate(db, RUN_MIGRATIONS, path)
  } finally {
    db.close()
  }
  renameSync(unfinished, path)
}

/** Opens `runs.db` as it is, to read only; in a folder of a version without one, an empty one. */
export function readRunDatabase(folder: string): Database {
  if (!existsSync(runDatabasePath(folder))) {
    const empty = openDatabase(':memory:', {})
    migrate(empty, RUN_MIGRATIONS, 'runs.db')
    return empty
  }
  return openDatabase(runDatabasePath(folder), { readOnly: true })
}
