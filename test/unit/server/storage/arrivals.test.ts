import { expect, it, onTestFinished } from 'vitest'

import type { Database } from '../../../../server/src/storage/sqlite/database.ts'
import { openRunDatabase } from '../../../../server/src/storage/sqlite/open-run-database.ts'
import {
  keepArrival,
  takeIn,
  waitingArrivals,
} from '../../../../server/src/storage/sqlite/traces/arrivals.ts'
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
