import { expect, it, onTestFinished } from 'vitest'

import { openDatabase, type Database } from '../../../../server/src/storage/sqlite/database.ts'
import { migrate } from '../../../../server/src/storage/sqlite/migrate.ts'
import { FAILING_RUNS } from '../../../../server/src/storage/sqlite/run-migrations/003-failing-runs.ts'
import { RUN_MIGRATIONS } from '../../../../server/src/storage/sqlite/run-migrations/index.ts'
import { createSqliteTraceStore } from '../../../../server/src/storage/sqlite/sqlite-trace-store.ts'
import type { TraceStore } from '../../../../server/src/storage/trace-store.ts'
import type { SpanPart } from '../../../../server/src/storage/traces/span-parts.ts'

const NOON = Date.UTC(2026, 1, 27, 12)
const scope = { projectId: 'p', sources: ['prod'] } as const
const list = {
  ...scope,
  range: { from: NOON, to: NOON + 1000 },
  order: 'events',
  direction: 'desc',
} as const
const PARTS: SpanPart[] = [
  { kind: 'run', runId: 'r', sessionId: 's', userId: 'u', startTime: NOON },
  { kind: 'step', runId: 'r', spanId: 'one', startTime: NOON + 1, statusCode: 2, modelUsed: 'm' },
]

it('finds a listed session by its id and not among all of its source', async () => {
  const { plansOf } = await openWith(PARTS)

  const plans = await plansOf(/FROM agent_sessions/, async (store) => {
    const page = { limit: 1, offset: 0 }
    const { sessions } = await store.agentSessions({ ...scope, sessionIds: ['s'], page })
    expect(sessions).toHaveLength(1)
  })

  expect(plans.length).toBeGreaterThan(1)
  for (const plan of plans) expect(plan[0]).toMatch(/^SEARCH session .*session_id=\?/)
})

it('begins with the events of failures, and counts them without looking at a run', async () => {
  const { plansOf } = await openWith(PARTS)

  const plans = await plansOf(/FROM failure_events AS event/, async (store) => {
    const [failure] = await store.failures(list)
    expect(await store.failure(scope, failure?.failureId ?? '', 1000)).toMatchObject({
      events: 1,
      models: ['m'],
    })
  })

  expect(plans.length).toBeGreaterThan(4)
  for (const plan of plans) expect(plan[0]).toMatch(/^SEARCH event USING .*INDEX/)
  const counting = plans.filter((plan) => plan.some((step) => /count\(DISTINCT\)/.test(step)))
  expect(counting).toHaveLength(2)
  for (const plan of counting) {
    expect(plan[0]).toContain('COVERING INDEX')
    expect(plan[1]).toContain('COVERING INDEX runs_failing')
  }
})

it('counts failures of runs that came before there was an index of them', async () => {
  const db = openDatabase(':memory:', {})
  migrate(db, RUN_MIGRATIONS, 'runs.db')
  db.exec('DROP INDEX runs_failing')
  const store = createSqliteTraceStore(db)
  onTestFinished(() => store.close())
  await store.appendParts({ ...scope, source: 'prod', parts: PARTS, receivedAt: NOON })

  db.exec(FAILING_RUNS)

  expect(await store.failures(list)).toMatchObject([
    { events: 1, affectedRuns: 1, affectedSessions: 1, affectedUsers: 1, firstSeen: NOON + 1 },
  ])
})

/** A store that says how SQLite goes about the queries that match. */
async function openWith(parts: readonly SpanPart[]) {
  const db = openDatabase(':memory:', {})
  migrate(db, RUN_MIGRATIONS, 'runs.db')
  const asked = new Set<string>()
  const watched: Database = {
    ...db,
    prepare(sql) {
      asked.add(sql)
      return db.prepare(sql)
    },
  }
  const store = createSqliteTraceStore(watched)
  onTestFinished(() => store.close())
  await store.appendParts({ ...scope, source: 'prod', parts, receivedAt: NOON })

  const plansOf = async (matching: RegExp, work: (store: TraceStore) => Promise<void>) => {
    asked.clear()
    await work(store)
    return [...asked].filter((sql) => matching.test(sql)).map((sql) => planOf(db, sql))
  }
  return { plansOf }
}

/** The steps that read something, in their order. */
function planOf(db: Database, sql: string): string[] {
  const steps = db.prepare<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all()
  return steps.map(({ detail }) => detail).filter((step) => /^(SEARCH|SCAN|USE)/.test(step))
}
