import type { Database } from './database.ts'

/** The name of every blob that some row of `meta.db` refers to. */
export function namedBlobs(db: Database): string[] {
  // A folder of an earlier version keeps no evidence yet.
  const hasEvidence = db.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'issue_evidence'`).get()
  return db
    .prepare<{ name: string }>(
      `SELECT chunk_id AS name FROM replay_chunks
       ${hasEvidence ? 'UNION ALL SELECT blob FROM issue_evidence' : ''}`,
    )
    .all()
    .map(({ name }) => name)
}
