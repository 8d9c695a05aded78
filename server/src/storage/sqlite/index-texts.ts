import type { Database } from './database.ts'

/**
 * Takes texts into the index that are not in it yet, the oldest first, in a transaction of its own.
 * Returns whether some are left.
 */
export function indexTexts(db: Database, most: number): boolean {
  return db.transaction(() => {
    const from = indexedUpTo(db)
    const slice = { from, most }
    const { last, count } = db
      .prepare<{ last: number | null; count: number }>(
        `SELECT max(notable_id) AS last, count(*) AS count FROM
           (SELECT notable_id FROM notable WHERE notable_id > :from ORDER BY notable_id LIMIT :most)`,
      )
      .get(slice) ?? { last: null, count: 0 }
    if (last === null) return false

    db.prepare(
      `INSERT INTO notable_texts (rowid, text)
       SELECT notable_id, text FROM notable WHERE notable_id > :from AND notable_id <= :last`,
    ).run({ from, last })
    db.prepare('UPDATE text_index SET indexed_up_to = :last').run({ last })
    return count === most
  })
}

/** The last entry whose text is in the index. */
export function indexedUpTo(db: Database): number {
  return (
    db.prepare<{ last: number }>('SELECT indexed_up_to AS last FROM text_index').get()?.last ?? 0
  )
}

/** Builds the index anew, so that nothing of what was removed is left in it. */
export function reindexTexts(db: Database): void {
  db.exec(`INSERT INTO notable_texts (notable_texts) VALUES ('rebuild')`)
  db.exec(
    'UPDATE text_index SET indexed_up_to = (SELECT coalesce(max(notable_id), 0) FROM notable)',
  )
}
