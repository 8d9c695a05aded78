import { join } from 'node:path'

import { openReadOnly, type Database } from '../../storage/sqlite/database.ts'
import { attention, ok, type Finding, type Patient } from './finding.ts'

/** Whether all that was acknowledged of agent runs has been taken in. */
export function examineRuns({ folder, isRunning }: Patient): Finding[] {
  const db = openReadOnly(join(folder, 'runs.db'), { undisturbed: !isRunning })
  try {
    return examineArrivals(db)
  } finally {
    db.close()
  }
}

function examineArrivals(db: Database): Finding[] {
  // A folder of the first versions, whose collectors took in everything at once.
  const isKept = db.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'refused_arrivals'`)
  if (!isKept.get()) return []

  const refused = db
    .prepare<{ count: number; reason: string }>(
      `SELECT count(*) AS count, min(reason) AS reason FROM refused_arrivals`,
    )
    .get()
  if (!refused || refused.count === 0) return [ok('runs', 'nothing was put aside')]
  return [
    attention(
      'runs',
      `${refused.count} batches of agent runs could not be taken in, e.g. ${refused.reason}`,
      'They are kept in runs.db until retention removes them. Report the reason to the makers of Casefile.',
    ),
  ]
}
