import { expect, it, onTestFinished } from 'vitest'

import type { Database } from '../../../../server/src/storage/sqlite/database.ts'
import { openRunDatabase } from '../../../../server/src/storage/sqlite/open-run-database.ts'
import { appendParts } from '../../../../server/src/storage/sqlite/traces/append-parts.ts'
import {
  keepArrival,
  takeIn,
  takeInAll,
  waitingArrivals,
} from '../../../../server/src/storage/sqlite/traces/arrivals.ts'
import { createSqliteTraceStore } from '../../../../server/src/storage/sqlite/sqlite-trace-store.ts'
import { createFigureWriter } from '../../../../server/src/storage/sqlite/traces/figure-writer.ts'
import { temporaryFolder } from '../../../helpers/temporary-folder.ts'
import { weatherRun } from '../../../helpers/weather-run.ts'

const NOON = Date.UTC(2026, 1, 27, 12)

/** What SQLite says while another process holds the file. */
const BUSY = Object.assign(new Error('database is locked'), { errcode: 5 })

it('puts nothing aside that another process only held up', () => {
  const db = openRunDatabase(temporaryFolder())
  onTestFinished(() => db.close())
  const json = new TextEncoder().encode(JSON.stringify(weatherRun({ startTime: NOON })))
  keepArrival(db, { projectId: 'p', source: 'prod', receivedAt: NOON, json }, NOON)
  const refused: unknown[] = []
  const takeInFrom = (from: Database) =>
    takeIn(from, createFigureWriter(db), {
      most: 1000,
      onRefused: (error) => refused.push(error),
    })

  let isHeld = true
  const heldOnce: Database = {
    ...db,
    transaction(work) {
      if (!isHeld) return db.transaction(work)
      isHeld = false
      throw BUSY
    },
  }
  expect(() => takeInFrom(heldOnce)).toThrow(BUSY)
  expect(waitingArrivals(db)).toBeDefined()
  takeInFrom(db)

  expect(waitingArrivals(db)).toBeUndefined()
  expect(refused).toEqual([])
})

it('keeps of each run when its own parts came, however many are taken in together', async () => {
  const db = openRunDatabase(temporaryFolder())
  const store = createSqliteTraceStore(db)
  onTestFinished(() => store.close())
  const came = { old: NOON, new: NOON + 5, revived: NOON, also: NOON + 5 }
  const runOf = { old: 'a', new: 'b', revived: 'c', also: 'c' }
  for (const name of ['old', 'new', 'revived', 'also'] as const) {
    const parts = weatherRun({ runId: runOf[name], startTime: NOON })
    const json = new TextEncoder().encode(JSON.stringify(parts))
    keepArrival(db, { projectId: 'p', source: 'prod', receivedAt: came[name], json }, NOON)
  }

  takeInAll(db)

  expect(await store.dropRunsBefore(NOON + 5, 9)).toBe(1)
  const page = { limit: 9, offset: 0 }
  const { runs } = await store.runs({ projectId: 'p', sources: ['prod'], page })
  expect(runs.map(({ runId }) => runId).sort()).toEqual(['b', 'c'])
})

it('counts nothing that was taken back when the file failed in the end', () => {
  const db = openRunDatabase(temporaryFolder())
  onTestFinished(() => db.close())
  const unknown = [{ kind: 'dream', runId: 'b', spanId: '1', startTime: NOON }]
  for (const parts of [unknown, weatherRun({ runId: 'a', startTime: NOON })]) {
    const json = new TextEncoder().encode(JSON.stringify(parts))
    keepArrival(db, { projectId: 'p', source: 'prod', receivedAt: NOON, json }, NOON)
  }
  const figures = createFigureWriter(db)
  const refused: unknown[] = []
  const options = { most: 1e6, onRefused: (error: unknown) => refused.push(error) }
  let transactions = 0
  const failingAtLast: Database = {
    ...db,
    transaction(work) {
      transactions += 1
      // The first takes them in together, the second holds those that take in each.
      if (transactions !== 2) return db.transaction(work)
      return db.transaction(() => {
        work()
        throw BUSY
      })
    },
  }

  expect(() => takeIn(failingAtLast, figures, options)).toThrow(BUSY)
  // Whoever writes figures next, e.g. retention.
  const parts = weatherRun({ runId: 'b', startTime: NOON })
  appendParts(db, figures, [{ projectId: 'p', source: 'prod', parts, receivedAt: NOON }])
  figures.flush()

  const counted = db.prepare<{ count: number }>(
    `SELECT count FROM figures WHERE dimension = 'run' AND size = 60000`,
  )
  expect(counted.all()).toEqual([{ count: 1 }])
  expect(refused).toEqual([])
})
