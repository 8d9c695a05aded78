import type { Database } from './database.ts'

/** Moves all commits into the database and cuts the write-ahead log to nothing. */
export function emptyLog(db: Database): void {
  const result = db.prepare<{ busy: number }>('PRAGMA wal_checkpoint(TRUNCATE)').get()
  if (result?.busy) throw new Error('The write-ahead log is being read; try again')
}
