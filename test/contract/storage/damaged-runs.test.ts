import { readdirSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, it, onTestFinished } from 'vitest'

import { openRunDatabase } from '../../../server/src/storage/sqlite/open-run-database.ts'
import type { SetAside } from '../../../server/src/storage/sqlite/set-aside.ts'
import { createSqliteTraceStore } from '../../../server/src/storage/sqlite/sqlite-trace-store.ts'
import { call, openSession, sendLogs } from '../../helpers/collector-client.ts'
import { damages } from '../../helpers/damages.ts'
import { openStores } from '../../helpers/open-data-folder.ts'
import { read } from '../../helpers/read-runs.ts'
import { runServerCli } from '../../helpers/run-server-cli.ts'
import { sendRun } from '../../helpers/send-run.ts'
import { startCollector } from '../../helpers/start-collector.ts'
import { temporaryFolder } from '../../helpers/temporary-folder.ts'
import { weatherRun } from '../../helpers/weather-run.ts'
import { consoleEntry } from '../../helpers/wire-entries.ts'

const NOON = Date.UTC(2026, 1, 27, 12)
const scope = { projectId: 'p', sources: ['prod'] as const }
const page = { limit: 100, offset: 0 }
const session = { sessionId: 's', sessionCreatedAt: NOON }

/** `runs.db` with 300 runs, closed as it should be. */
async function folderWithRuns(): Promise<string> {
  const folder = temporaryFolder()
  const store = createSqliteTraceStore(openRunDatabase(folder))
  const parts = Array.from({ length: 300 }, (_, number) => runOf(`run-${number}`)).flat()
  await store.appendParts({ projectId: 'p', source: 'prod', parts, receivedAt: NOON })
  await store.close()
  return folder
}

function runOf(runId: string) {
  return weatherRun({ runId, startTime: NOON, run: { response: `It rains in ${runId}.` } })
}

async function open(folder: string) {
  const setAside: SetAside[] = []
  const stores = await openStores(folder, { onSetAside: (each) => setAside.push(each) })
  onTestFinished(() => stores.close())
  return { ...stores, setAside }
}

function filesAside(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.endsWith('.corrupt-1.db'))
}

describe('a file of runs that is damaged', () => {
  it.each(Object.entries(damages))('holds up no entries when %s', async (_name, damage) => {
    const folder = await folderWithRuns()
    damage(join(folder, 'runs.db'))
    const { events, traces, setAside } = await open(folder)

    const batch = { projectId: 'p', sessionId: 's', receivedAt: NOON, idempotencyKey: undefined }
    await events.append({ ...batch, entries: [consoleEntry('kept', { time: NOON })] })
    const found = await traces.runs({ ...scope, page })
    await Promise.all(found.runs.map(({ runId }) => traces.run(scope, runId)))
    const parts = runOf('afterwards')
    await traces.appendParts({ projectId: 'p', source: 'prod', parts, receivedAt: NOON })

    expect(await events.latest(session, 9)).toHaveLength(1)
    expect(await traces.run(scope, 'afterwards')).toMatchObject({ steps: [{}] })
    expect(filesAside(folder)).toEqual(setAside.length > 0 ? ['runs.corrupt-1.db'] : [])
  })

  it('is found by who reads, also when it was whole at the start', async () => {
    const folder = await folderWithRuns()
    const { traces, setAside } = await open(folder)
    const before = await traces.runs({ ...scope, page })
    damages['all but its first page is garbage']?.(join(folder, 'runs.db'))

    // What the process has read already it need not read again.
    await expect
      .poll(async () => {
        await traces.run(scope, `run-${Math.floor(Math.random() * 300)}`)
        return setAside
      })
      .toMatchObject([{ of: 'runs' }])
    const after = await traces.runs({ ...scope, page })

    expect([before.total, after.total]).toEqual([300, 0])
  })
})

it('a collector starts on damaged runs, says so, and goes on', async () => {
  const data = await folderWithRuns()
  damages['its first page is garbage']?.(join(data, 'runs.db'))

  const collector = await startCollector({ data, args: ['--dev'] })
  const sessionId = await openSession(collector)
  await sendLogs(collector, sessionId, [consoleEntry('kept')])
  await sendRun(collector)
  const range = `from=${Date.now() - 3_600_000}&to=${Date.now()}`
  const { body } = await read(collector, `/v1/metrics?${range}`)
  const live = await call(collector, 'GET /health')
  const doctor = await runServerCli('doctor', '--data', data, '--json')

  expect(live.status).toBe(200)
  expect(body.metrics.run_count).toBe(1)
  expect(collector.log()).toContain('runs.corrupt-1.db')
  expect(JSON.parse(doctor.stdout).findings).toContainEqual(
    expect.objectContaining({
      check: 'databases',
      status: 'attention',
      message: expect.stringMatching(/^runs\.corrupt-1\.db .* runs of agents/),
    }),
  )
})
