import type { Database } from '../database.ts'
import type { RunBody } from './run-row.ts'

/** Makes the texts of a run searchable, in place of those it had. */
export function indexRunText(db: Database, runKey: number, body: RunBody): void {
  const { prompt = '', response = '', statusMessage = '' } = body
  db.prepare('DELETE FROM run_texts WHERE rowid = :runKey').run({ runKey })
  db.prepare(
    `INSERT INTO run_texts (rowid, prompt, response, status_message)
     VALUES (:runKey, :prompt, :response, :statusMessage)`,
  ).run({ runKey, prompt, response, statusMessage })
}
