import type { Database } from './database.ts'

/** SQL, or work that SQL cannot do. Each runs in the transaction of the whole upgrade. */
export type Migration = string | ((db: Database) => void)

/** The data was written by a version that knows more than this one. */
export class NewerDataError extends Error {
  override readonly name = 'NewerDataError'
}

/**
 * Brings a database up to date. Migrations are numbered by their place in the list, from 1, and
 * `user_version` says how many have been applied; one that was released is never changed again.
 */
export function migrate(db: Database, migrations: readonly Migration[], name: string): void {
  if (schemaOf(db) === migrations.length) return

  db.transaction(() => {
    const applied = schemaOf(db)
    if (applied > migrations.length) {
      throw new NewerDataError(
        `${name} was written by a newer version of casefile-server (schema ${applied}, this one knows ${migrations.length}). Start that version, or choose another folder with --data.`,
      )
    }

    for (const migration of migrations.slice(applied)) {
      if (typeof migration === 'string') db.exec(migration)
      else migration(db)
    }
    db.exec(`PRAGMA user_version = ${migrations.length}`)
  })
}

/** How many migrations a database has had. */
export function schemaOf(db: Database): number {
  return db.prepare<{ user_version: number }>('PRAGMA user_version').get()?.user_version ?? 0
}
