import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, it, onTestFinished } from 'vitest'

import { openRunDatabase } from '../../../server/src/storage/sqlite/open-run-database.ts'
import { keepArrival, waitingArrivals } from '../../../server/src/storage/sqlite/traces/arrivals.ts'
import { openStores } from '../../helpers/open-data-folder.ts'
import { read } from '../../helpers/read-runs.ts'
import { runServerCli } from '../../helpers/run-server-cli.ts'
import { startCollector } from '../../helpers/start-collector.ts'
import { storedRuns } from '../../helpers/stored-runs.ts'
import { temporaryFolder } from '../../helpers/temporary-folder.ts'
import { weatherRun } from '../../helpers/weather-run.ts'

const NOON = Date.UTC(2026, 1, 27, 12)
const scope = { projectId: 'p', sources: ['prod'] as const }

/** What a collector has answered for and had no time to take in. */
function leaveBehind(folder: string, projectId: string, ...batches: readonly object[][]): void {
  const db = openRunDatabase(folder)
  for (const parts of batches) {
    const json = new TextEncoder().encode(JSON.stringify(parts))
    // Of today, or retention would remove what they were.
    const receivedAt = Date.now()
    keepArrival(db, { projectId, source: 'prod', receivedAt, json }, receivedAt)
  }
  db.close()
}

async function open(folder: string, directBytes?: number) {
  let isOpen = true
  const refused: string[] = []
  const stores = await openStores(folder, {
    ...(directBytes !== undefined && { directBytes }),
    onRefusedRuns: ({ message }) => refused.push(message),
  })
  const close = async () => {
    if (isOpen) await stores.close()
    isOpen = false
  }
  onTestFinished(close)
  return { ...stores, refused, close }
}

const runOf = (runId: string, userId = 'ada') =>
  weatherRun({ runId, startTime: NOON, run: { userId } })

/** Nothing of today's brings such a part; a later version's might. */
const UNKNOWN = [
  { kind: 'dream', runId: 'of-a-dream', spanId: '1', startTime: NOON, userId: 'eve' },
]

it('takes in at its start what a killed collector had only written down', async () => {
  const data = temporaryFolder()
  const first = await startCollector({ data, args: ['--dev'] })
  await first.stop()
  leaveBehind(data, first.projectId, runOf('one'), runOf('two'))

  const collector = await startCollector({ data, args: ['--dev'] })
  const { body } = await read(collector, `/v1/metrics?from=${NOON - 1000}&to=${NOON + 1000}`)

  expect(body.metrics.run_count).toBe(2)
})

it('keeps what it cannot take in out of the way of the rest, and says so', async () => {
  const data = temporaryFolder()
  leaveBehind(data, 'p', runOf('before'), UNKNOWN, runOf('after'))

  const { traces, refused, close } = await open(data)
  const { runs } = await traces.runs({ ...scope, page: { limit: 9, offset: 0 } })
  await close()
  const doctor = await runServerCli('doctor', '--data', data, '--json')

  expect(runs.map(({ runId }) => runId).sort()).toEqual(['after', 'before'])
  expect(refused).toHaveLength(1)
  expect(JSON.parse(doctor.stdout).findings).toContainEqual(
    expect.objectContaining({
      check: 'runs',
      status: 'attention',
      message: expect.stringMatching(/^1 batches of agent runs/),
    }),
  )
})

it('takes in parts in the order in which they came, however many wait', async () => {
  const { traces } = await open(temporaryFolder(), 0)
  const names = Array.from({ length: 30 }, (_, number) => `answer ${number}`)

  await Promise.all(
    names.map((response) =>
      traces.appendParts({
        ...{ projectId: 'p', source: 'prod', receivedAt: NOON },
        parts: weatherRun({ runId: 'one', startTime: NOON, run: { response } }),
      }),
    ),
  )

  expect(await traces.run(scope, 'one')).toMatchObject({ response: names.at(-1) })
})

it('erases a user from what waits and from what was refused, and leaves nothing in the file', async () => {
  const data = temporaryFolder()
  const { traces, close } = await open(data, 0)
  leaveBehind(data, 'p', UNKNOWN)
  // Short enough to stand in the file as it is.
  const parts = [{ kind: 'run', runId: 'r', startTime: NOON, userId: 'eve', prompt: 'Nineveh' }]
  await traces.appendParts({
    ...{ projectId: 'p', source: 'prod', receivedAt: NOON },
    parts: parts as Parameters<typeof traces.appendParts>[0]['parts'],
  })

  const erased = await traces.eraseRuns('p', { userIds: ['eve'] })
  await close()

  expect(erased).toBe(1)
  const file = readFileSync(join(data, 'runs.db'), 'latin1')
  expect(['Nineveh', 'of-a-dream'].filter((text) => file.includes(text))).toEqual([])
})

it('is taken in by a command that works without a collector', async () => {
  const data = temporaryFolder()
  const first = await startCollector({ data, args: ['--dev'] })
  await first.stop()
  leaveBehind(data, first.projectId, runOf('of-ada'), runOf('of-eve', 'eve'))

  const { code } = await runServerCli('erase', '--data', data, '--user', 'eve', '--yes')

  expect(code).toBe(0)
  const stored = storedRuns({ data })
  const ofProject = { projectId: first.projectId, sources: ['prod'] as const }
  const { runs } = await stored.runs({ ...ofProject, page: { limit: 9, offset: 0 } })
  expect(runs.map(({ runId }) => runId)).toEqual(['of-ada'])
  const db = openRunDatabase(data)
  onTestFinished(() => db.close())
  expect(waitingArrivals(db)).toBeUndefined()
})

it('erases from what was refused also what names a run alone', async () => {
  const data = temporaryFolder()
  const { traces, close } = await open(data)
  await traces.appendParts({
    ...{ projectId: 'p', source: 'prod', receivedAt: NOON },
    parts: runOf('of-eve', 'eve'),
  })
  await close()
  leaveBehind(data, 'p', [{ kind: 'dream', runId: 'of-eve', spanId: '1', prompt: 'Nineveh' }])
  const again = await open(data)
  expect(await again.traces.countRefused('p', ['of-eve'])).toBe(1)

  await again.traces.eraseRuns('p', { userIds: ['eve'] })

  expect(await again.traces.countRefused('p', ['of-eve'])).toBe(0)
})

it('is up to date when all that was acknowledged can be read', async () => {
  const data = temporaryFolder()
  const { traces } = await open(data, 0)
  const batches = Array.from({ length: 20 }, (_, batch) =>
    Array.from({ length: 50 }, (_, number) => runOf(`run-${batch}-${number}`)).flat(),
  )

  await Promise.all(
    batches.map((parts) =>
      traces.appendParts({ projectId: 'p', source: 'prod', receivedAt: NOON, parts }),
    ),
  )
  await traces.upToDate()

  const { total } = await storedRuns({ data }).runs({ ...scope, page: { limit: 1, offset: 0 } })
  expect(total).toBe(1000)
})
