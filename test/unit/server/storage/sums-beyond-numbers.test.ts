import { expect, it, onTestFinished } from 'vitest'

import { openRunDatabase } from '../../../../server/src/storage/sqlite/open-run-database.ts'
import { createSqliteTraceStore } from '../../../../server/src/storage/sqlite/sqlite-trace-store.ts'
import { temporaryFolder } from '../../../helpers/temporary-folder.ts'
import { weatherRun } from '../../../helpers/weather-run.ts'

const NOON = Date.UTC(2026, 1, 27, 12)
const DAY = 86_400_000
const range = { from: NOON - DAY, to: NOON + DAY }
const sources = ['dev', 'prod'] as const
const scope = { projectId: 'p', sources }
const page = { limit: 50, offset: 0 }

/** The largest number of JavaScript that a column takes. */
const MOST = '9223372036854774784'

it('sums that no number of JavaScript holds are read, added to and taken away from', async () => {
  const db = openRunDatabase(temporaryFolder())
  let store = createSqliteTraceStore(db)
  onTestFinished(() => store.close())
  const append = (runId: string, source: (typeof sources)[number] = 'prod') =>
    store.appendParts({
      projectId: 'p',
      source,
      parts: weatherRun({ runId, startTime: NOON }),
      receivedAt: NOON,
    })
  await append('one')
  await append('other', 'dev')
  db.exec(`
    UPDATE figures SET cost = ${MOST}, prompt_tokens = ${MOST}, prompt_cached_tokens = ${MOST},
      completion_tokens = ${MOST}, bytes_in = ${MOST}, bytes_out = ${MOST}, duration_sum = ${MOST};
    UPDATE runs SET cost = ${MOST}, prompt_tokens = ${MOST}, prompt_cached_tokens = ${MOST},
      completion_tokens = ${MOST};
    UPDATE agent_sessions SET cost = ${MOST}, prompt_tokens = ${MOST}, completion_tokens = ${MOST}`)

  const readAll = async () => {
    const query = { ...scope, range }
    const orders = ['start', 'duration', 'cost', 'tokens'] as const
    for (const order of orders) await store.runs({ ...query, order, page })
    for (const order of ['cost', 'tokens', 'failureCount'] as const) {
      for (const each of [scope, { ...scope, sources: ['prod'] as const }]) {
        await store.agentSessions({ ...each, order, page })
      }
    }
    await store.modelFigures(query)
    await store.toolFigures(query)
    await store.spanStatistics({ ...query, step: DAY })
    await store.runsToAnalyse(50, NOON + DAY)
    return store.runFigures(query)
  }
  expect((await readAll()).cost).toBeGreaterThan(1e9)

  // As after a restart: no figure is in memory.
  store = createSqliteTraceStore(db)
  const parts = weatherRun({ runId: 'one', startTime: NOON, run: { endTime: NOON + 5000 } })
  await store.appendParts({ projectId: 'p', source: 'prod', parts, receivedAt: NOON })
  await append('two')
  expect((await readAll()).runCount).toBe(3)

  await store.dropRunsBefore(NOON + DAY, 50)
  expect(await readAll()).toMatchObject({ runCount: 0, cost: 0, promptTokens: 0 })
})
