import type { Database } from './database.ts'

/** The name of every blob that some row of `meta.db` refers to. */
export function namedBlobs(db: Database): string[] {
  return db
    .prepare<{ name: string }>('SELECT chunk_id AS name FROM replay_chunks')
    .all()
    .map(({ name }) => name)
}
