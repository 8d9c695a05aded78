import type { Database } from './database.ts'

/** The data was written by a version that knows more than this one. */
export class NewerDataError extends Error {
  override readonly name = 'NewerDataError'
}

/**
 * Brings a database up to date. Migrations are numbered by their place in the list, from 1, and
 * `user_version` says how many have been applied; one that was released is never changed again.
 */
export function migrate(db: Database, migrations: readonly string[], name: string): void {
  db.transaction(() => {
    const applied =
      db.prepare<{ user_version: number }>('PRAGMA user_version').get()?.user_version ?? 0
    if (applied > migrations.length) {
      throw new NewerDataError(
        `${name} was written by a newer version of casefile-server (schema ${applied}, this one knows ${migrations.length}). Start that version, or choose another folder with --data.`,
      )
    }

    for (const sql of migrations.slice(applied)) db.exec(sql)
    db.exec(`PRAGMA user_version = ${migrations.length}`)
  })
}
