import { describe, expect, it, onTestFinished } from 'vitest'

import { openRunDatabase } from '../../../../server/src/storage/sqlite/open-run-database.ts'
import { createSqliteTraceStore } from '../../../../server/src/storage/sqlite/sqlite-trace-store.ts'
import type { AgentSessionQuery } from '../../../../server/src/storage/traces/agent-session-reader.ts'
import type { TraceSource } from '../../../../server/src/storage/traces/source.ts'
import type { RunPart } from '../../../../server/src/storage/traces/span-parts.ts'
import { temporaryFolder } from '../../../helpers/temporary-folder.ts'

const NOON = Date.UTC(2026, 1, 27, 12)
const scope = { projectId: 'p', sources: ['dev', 'prod'] } as const
const page = { limit: 50, offset: 0 }

async function openWith(runs: (Partial<RunPart> & { source?: TraceSource })[]) {
  const store = createSqliteTraceStore(openRunDatabase(temporaryFolder()))
  onTestFinished(() => store.close())
  for (const [index, { source = 'prod', ...run }] of runs.entries()) {
    const known = { kind: 'run', runId: `run-${index}`, startTime: NOON, endTime: NOON } as const
    const parts = [{ ...known, ...run }]
    await store.appendParts({ projectId: 'p', source, parts, receivedAt: NOON })
  }
  const idsOf = async (query: Partial<AgentSessionQuery>) =>
    (await store.agentSessions({ ...scope, ...query, page })).sessions.map((each) => each.sessionId)
  return { store, idsOf }
}

describe('agent sessions', () => {
  it('are chosen by how they stand', async () => {
    const { store, idsOf } = await openWith([
      { sessionId: 'open', endTime: null },
      { sessionId: 'failed', statusCode: 2 },
      { sessionId: 'mixed', statusCode: 2 },
      { sessionId: 'mixed', statusCode: 0 },
      { sessionId: 'later', startTime: NOON + 1000, endTime: NOON + 1000 },
    ])

    expect(await idsOf({ states: [{ isOpen: true }] })).toEqual(['open'])
    expect(await idsOf({ states: [{ allFailed: true }] })).toEqual(['failed'])
    expect(await idsOf({ states: [{ isOpen: false, allFailed: false }] })).toEqual([
      'later',
      'mixed',
    ])
    expect(await idsOf({ states: [{ activeSince: NOON + 1000 }] })).toEqual(['later'])
    expect(await idsOf({ states: [{ quietSince: NOON }, { isOpen: true }] })).toEqual(['open'])
    expect(await idsOf({ states: [] })).toEqual([])
    const open = { ...scope, states: [{ isOpen: true }], page: { limit: 1, offset: 5 } }
    expect(await store.agentSessions(open)).toEqual({ sessions: [], total: 1 })
  })

  it('stand as their runs of both sources do', async () => {
    const { store, idsOf } = await openWith([
      { sessionId: 'both', statusCode: 2, source: 'dev' },
      { sessionId: 'both', statusCode: 0 },
      { sessionId: 'one', source: 'dev' },
    ])

    const { sessions } = await store.agentSessions({ ...scope, order: 'sessionId', page })
    expect(sessions.map(({ sources }) => sources)).toEqual([['dev'], ['dev', 'prod']])
    expect(await idsOf({ states: [{ allFailed: true }] })).toEqual([])
    expect(await idsOf({ states: [{ allFailed: true }], sources: ['dev'] })).toEqual(['both'])
  })

  it('are chosen by any of some agents, and sorted by failures and state', async () => {
    const { store, idsOf } = await openWith([
      { sessionId: 'a', agent: 'one' },
      { sessionId: 'b', agent: 'two', statusCode: 2 },
      { sessionId: 'c', agent: 'three', endTime: null },
    ])

    expect(await idsOf({ agents: ['one', 'three', 'none'], order: 'sessionId' })).toEqual([
      'c',
      'a',
    ])
    expect((await idsOf({ order: 'failureCount' }))[0]).toBe('b')
    expect(await idsOf({ order: 'state' })).toEqual(['c', 'b', 'a'])
    expect(await idsOf({ order: 'source', direction: 'asc' })).toHaveLength(3)
    expect(await store.agents(scope)).toEqual([
      { name: 'one', runCount: 1, lastRun: NOON },
      { name: 'three', runCount: 1, lastRun: NOON },
      { name: 'two', runCount: 1, lastRun: NOON },
    ])
  })
})

it('counts spans that ended with a warning, and takes back what was none', async () => {
  const { store } = await openWith([{ runId: 'r' }])
  const send = (outcome: 'warn' | 'ok') =>
    store.appendParts({
      projectId: 'p',
      source: 'prod',
      receivedAt: NOON,
      parts: [
        { kind: 'tool_call', runId: 'r', spanId: 'call', startTime: NOON, toolName: 't', outcome },
      ],
    })

  await send('warn')
  expect(await store.run(scope, 'r')).toMatchObject({ spanCount: 1, warnedSpanCount: 1 })
  await send('ok')
  expect(await store.run(scope, 'r')).toMatchObject({ spanCount: 1, warnedSpanCount: 0 })
})
