import type { Database } from '../database.ts'
import type { RunBody } from './run-row.ts'

/** Makes the texts of a run searchable, in place of those it had. */
export function indexRunText(
  db: Database,
  run: { runKey: number; isNew: boolean },
  { prompt = '', response = '', statusMessage = '' }: RunBody,
): void {
  const { runKey, isNew } = run
  if (!isNew) db.prepare('DELETE FROM run_texts WHERE rowid = ?').write([runKey])
  db.prepare(
    'INSERT INTO run_texts (rowid, prompt, response, status_message) VALUES (?, ?, ?, ?)',
  ).write([runKey, prompt, response, statusMessage])
}
