import { copyFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, it } from 'vitest'

import { openRunDatabase } from '../../../../server/src/storage/sqlite/open-run-database.ts'
import { createSqliteTraceStore } from '../../../../server/src/storage/sqlite/sqlite-trace-store.ts'
import { temporaryFolder } from '../../../helpers/temporary-folder.ts'
import { weatherRun } from '../../../helpers/weather-run.ts'

const NOON = Date.UTC(2026, 1, 27, 12)

it('begins a new file without the log of one that is gone', async () => {
  const [former, folder] = [temporaryFolder(), temporaryFolder()]
  const store = createSqliteTraceStore(openRunDatabase(former))
  const parts = Array.from({ length: 50 }, () => weatherRun({ startTime: NOON })).flat()
  await store.appendParts({ projectId: 'p', source: 'prod', parts, receivedAt: NOON })
  copyFileSync(join(former, 'runs.db-wal'), join(folder, 'runs.db-wal'))
  await store.close()

  const db = openRunDatabase(folder)

  const check = db.prepare<{ quick_check: string }>('PRAGMA quick_check(1)').get()
  const runs = db.prepare<{ count: number }>('SELECT count(*) AS count FROM runs').get()
  db.close()
  expect([check?.quick_check, runs?.count]).toEqual(['ok', 0])
})
