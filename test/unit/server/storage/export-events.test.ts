import { expect, it, onTestFinished } from 'vitest'

import { openDatabase, type Database } from '../../../../server/src/storage/sqlite/database.ts'
import { migrate } from '../../../../server/src/storage/sqlite/migrate.ts'
import { RUN_MIGRATIONS } from '../../../../server/src/storage/sqlite/run-migrations/index.ts'
import { createSqliteTraceStore } from '../../../../server/src/storage/sqlite/sqlite-trace-store.ts'
import type { SpanPart } from '../../../../server/src/storage/traces/span-parts.ts'

const NOON = Date.UTC(2026, 1, 27, 12)
const scope = { projectId: 'p', sources: ['prod'] } as const

it('puts a session in order once, however many pieces it is read in', async () => {
  const db = openDatabase(':memory:', {})
  migrate(db, RUN_MIGRATIONS, 'runs.db')
  const { counting, orders } = countOrders(db)
  const store = createSqliteTraceStore(counting)
  onTestFinished(() => store.close())
  const run: SpanPart = { kind: 'run', runId: 'r', sessionId: 's', startTime: NOON }
  const steps = Array.from({ length: 500 }, (_, index): SpanPart => ({
    ...{ kind: 'step', runId: 'r', spanId: `${index}`, startTime: NOON + index },
  }))
  await store.appendParts({ ...scope, source: 'prod', parts: [run, ...steps], receivedAt: NOON })

  const sequences: number[] = []
  let cursor: string | undefined
  do {
    const piece = await store.exportEvents({ ...scope, limit: 20, cursor })
    sequences.push(...piece.events.map(({ sequence }) => sequence))
    cursor = piece.nextCursor ?? undefined
  } while (cursor !== undefined)

  expect(sequences).toEqual(Array.from({ length: 500 }, (_, index) => index + 1))
  // The last piece is as long as the others; what follows it, nobody knows before it asks.
  expect(orders()).toBeLessThanOrEqual(2)
})

function countOrders(db: Database): { counting: Database; orders: () => number } {
  let orders = 0
  return {
    counting: {
      ...db,
      prepare<Row>(sql: string) {
        if (sql.includes('row_number()')) orders += 1
        return db.prepare<Row>(sql)
      },
    },
    orders: () => orders,
  }
}
