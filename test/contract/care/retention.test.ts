import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync, utimesSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, it, vi } from 'vitest'

import { call, readIssue } from '../../helpers/collector-client.ts'
import type { PartBatch } from '../../../server/src/storage/trace-store.ts'
import { openStores } from '../../helpers/open-data-folder.ts'
import { read } from '../../helpers/read-runs.ts'
import { withTraceStore } from '../../helpers/seed-runs.ts'
import { storedRuns } from '../../helpers/stored-runs.ts'
import { weatherRun } from '../../helpers/weather-run.ts'
import { runServerCli } from '../../helpers/run-server-cli.ts'
import { startCollector } from '../../helpers/start-collector.ts'
import { temporaryFolder } from '../../helpers/temporary-folder.ts'
import { consoleEntry, requestEntry } from '../../helpers/wire-entries.ts'

const DAY = 24 * 60 * 60_000

describe('retention', () => {
  it('removes days that are too old, when the collector starts', async () => {
    const { data, sessionOf } = await agedFolder([40, 31, 29, 0])

    const collector = await startCollector({ data, args: ['--dev'] })
    await eventually(() => expect(segments(data)).toEqual([dayName(29), dayName(0)]))

    const { body } = await entriesOf(collector, sessionOf(29))
    expect(body).toMatchObject({ entries: [{ payload: { message: 'entry of day 29' } }] })
  })

  it('keeps with each issue what led to it, the same before and after', async () => {
    const { data, issueOf } = await agedFolder([40, 0], { issues: [40] })
    const issueId = issueOf(40)

    const before = await startCollector({ data, args: ['--dev', '--max-days', '100'] })
    const [then, markdown] = await issueAnd(before, issueId)
    const listed = await listIssues(before)
    await before.stop()
    const after = await startCollector({ data, args: ['--dev'] })
    await eventually(() => expect(segments(data)).toEqual([dayName(0)]))
    const [now, markdownNow] = await issueAnd(after, issueId)

    expect(then.logs).toHaveLength(2)
    expect(now.logs).toEqual(then.logs)
    expect(markdownNow).toEqual(markdown)
    expect(await listIssues(after)).toEqual(listed)
  })

  it('says that entries of a session are gone, and only of such a session', async () => {
    const { data, sessionOf, issueOf } = await agedFolder([40, 0], { issues: [40] })
    const collector = await startCollector({ data, args: ['--dev'] })
    await eventually(() => expect(segments(data)).toEqual([dayName(0)]))

    const issue = await readIssue(collector, issueOf(40))
    const gone = await entriesOf(collector, issue.sessionId)
    const whole = await entriesOf(collector, sessionOf(0))

    expect(gone.body).toMatchObject({ entries: [], nextCursor: null })
    expect(Date.parse(gone.body.removedUntil)).toBeGreaterThan(Date.now() - 41 * DAY)
    expect(whole.body.removedUntil).toBeNull()
  })

  it('removes recordings and empty sessions, but those of an issue', async () => {
    const { data, sessionOf, issueOf, blobs } = await agedFolder([40, 39, 0], {
      issues: [40],
      replay: [40, 39, 0],
    })
    const collector = await startCollector({ data, args: ['--dev'] })
    await eventually(() => expect(blobs()).toHaveLength(3))

    const issue = await readIssue(collector, issueOf(40))
    const kept = await replayOf(collector, issue.sessionId)
    const fresh = await replayOf(collector, sessionOf(0))

    // Two recordings and the evidence.
    expect(kept.body.chunks).toHaveLength(1)
    expect(fresh.body.chunks).toHaveLength(1)
    await eventually(async () =>
      expect((await replayOf(collector, sessionOf(39))).status).toBe(404),
    )
  })

  it('removes issues with all they kept when told so', async () => {
    const { data, issueOf, blobs } = await agedFolder([40], { issues: [40], replay: [40] })
    const collector = await startCollector({
      data,
      args: ['--dev', '--max-days', '8', '--issue-days', '39'],
    })
    await eventually(() => expect(blobs()).toEqual([]))

    const { status } = await call(collector, `GET /v1/issues/${issueOf(40)}`, {
      key: collector.keys.project,
    })
    expect(status).toBe(404)
  })

  it('removes the oldest days until all fits, and says what that costs', async () => {
    const { data } = await agedFolder([20, 3, 2, 0])

    const { code, stderr } = await runServerCli('retention', '--data', data, '--max-bytes', '1')

    expect(code).toBe(0)
    expect(segments(data)).toEqual([dayName(0)])
    expect(stderr).toContain(`the entries of ${dayOf(3)} go after less than a week`)
    expect(stderr).not.toContain(`the entries of ${dayOf(20)} go after`)
    expect(stderr).toMatch(/takes \d+ bytes, more than --max-bytes 1/)
  })

  it('is done by the collector when the command runs beside one', async () => {
    const { data } = await agedFolder([20, 9, 0])
    await startCollector({ data })

    const { code, stdout } = await runServerCli('retention', '--data', data, '--max-days', '10')

    expect(code).toBe(0)
    expect(stdout).toContain('running collector')
    expect(segments(data)).toEqual([dayName(9), dayName(0)])
  })

  it('only says what would go when asked so', async () => {
    const { data, blobs } = await agedFolder([40, 20, 0], { replay: [40] })

    const { code, stdout } = await runServerCli('retention', '--data', data, '--dry-run')

    expect(code).toBe(0)
    expect(stdout).toContain(`would remove the entries of ${dayOf(40)}`)
    expect(stdout).not.toContain(dayOf(20))
    expect(stdout).toMatch(/1 pieces of recordings/)
    expect(segments(data)).toHaveLength(3)
    expect(blobs()).toHaveLength(1)
  })

  it('removes runs of agents of which nothing has come since, and leaves the others', async () => {
    const { data, projectId } = await agedFolder([40, 0])
    await withTraceStore(data, async (store) => {
      for (const [runId, age] of [
        ['old', 40],
        ['revived', 40],
        ['new', 0],
      ] as const) {
        await store.appendParts(arriving(projectId, runId, age))
      }
      // Something of it came yesterday.
      await store.appendParts(arriving(projectId, 'revived', 1))
    })

    const planned = await runServerCli('retention', '--data', data, '--dry-run')
    const before = await runsIn(data, projectId)
    const collector = await startCollector({ data, args: ['--dev'] })
    await eventually(async () => expect(await runsIn(data, projectId)).toEqual(['new', 'revived']))
    const since = Date.now() - 50 * DAY
    const { body } = await read(collector, `/v1/metrics?from=${since}&to=${Date.now()}`)

    expect(planned.stdout).toContain('1 runs of agents')
    expect(before).toEqual(['new', 'old', 'revived'])
    expect(body.metrics.run_count).toBe(2)
  })

  it('cleans up what uploads left that were cut off', async () => {
    const { data, blobs } = await agedFolder([0], { replay: [0] })
    const stores = await openStores(data)
    await stores.blobs.put('ff-nobodys', new Uint8Array(1))
    await stores.close()
    const path = join(data, 'blobs', 'ff', 'ff-nobodys')
    utimesSync(path, new Date(), new Date(Date.now() - DAY))

    await runServerCli('retention', '--data', data)

    expect(existsSync(path)).toBe(false)
    expect(blobs()).toHaveLength(1)
  })

  it('keeps nothing for an issue from erasure', async () => {
    const { data, sessionOf, blobs } = await agedFolder([40, 0], { issues: [40] })
    await runServerCli('retention', '--data', data)
    expect(blobs()).toHaveLength(1)

    const { code } = await runServerCli(
      ...['erase', '--data', data, '--session', sessionOf(40), '--yes'],
    )

    expect(code).toBe(0)
    expect(blobs()).toEqual([])
  })

  it('leaves a batch known for a week', async () => {
    const { code, stderr } = await runServerCli('start', '--max-days', '7')

    expect(code).toBe(2)
    expect(stderr).toMatch(/--max-days 7.*from 8/)
  })
})

/** A run as it came so many days ago. */
function arriving(projectId: string, runId: string, age: number): PartBatch {
  const receivedAt = Date.now() - age * DAY
  const parts = weatherRun({ runId, startTime: Date.now() - 40 * DAY })
  return { projectId, source: 'prod', parts, receivedAt }
}

async function runsIn(data: string, projectId: string): Promise<string[]> {
  const page = { limit: 10, offset: 0 }
  const { runs } = await storedRuns({ data }).runs({ projectId, sources: ['prod'], page })
  return runs.map(({ runId }) => runId).sort()
}

/** Retention runs beside the requests; a busy machine takes its time. */
function eventually(check: () => unknown): Promise<unknown> {
  return vi.waitFor(check, { timeout: 15_000 })
}

/**
 * A folder as a collector left it that took in something so many days ago: a session with two
 * entries a day, here and there an issue and a recording.
 */
async function agedFolder(
  ages: readonly number[],
  { issues = [], replay = [] }: { issues?: readonly number[]; replay?: readonly number[] } = {},
) {
  const data = temporaryFolder()
  // A collector makes the project and its keys.
  const first = await startCollector({ data, args: ['--dev', '--max-days', '100'] })
  await first.stop()
  const { projectId } = first

  const stores = await openStores(data)
  const sessions = new Map<number, string>()
  const issueIds = new Map<number, string>()
  for (const age of ages) {
    const time = Date.now() - age * DAY
    const { session } = await stores.meta.openSession({
      projectId,
      externalId: randomUUID(),
      createdAt: time,
    })
    const { sessionId } = session
    sessions.set(age, sessionId)
    const entries = [consoleEntry(`entry of day ${age}`, { time })]
    if (issues.includes(age)) entries.push(requestEntry(`/of-day-${age}`, { time: time + 1 }))
    await stores.events.append({ projectId, sessionId, entries, receivedAt: time })
    if (issues.includes(age)) {
      const { issue } = await stores.meta.createIssue({
        projectId,
        sessionId,
        userDescription: `Report of day ${age}`,
        metadata: { url: 'http://shop.test/' },
        createdAt: time + 2,
      })
      issueIds.set(age, issue.issueId)
      await stores.meta.failAnalysis(issue.issueId)
    }
    if (replay.includes(age)) {
      const chunkId = randomUUID()
      await stores.blobs.put(chunkId, new Uint8Array(100))
      await stores.meta.addReplayChunk(
        {
          chunkId,
          projectId,
          sessionId,
          firstTime: time,
          lastTime: time,
          eventCount: 1,
          bytes: 100,
          createdAt: time,
        },
        { sessionBytes: Infinity },
      )
    }
  }
  // Nothing waits, so that the analysis is the same before and after.
  while (
    await stores.jobs
      .claim(Date.now(), 0)
      .then((job) => job && stores.jobs.complete(job.jobId).then(() => true))
  );
  await stores.close()

  return {
    data,
    projectId,
    sessionOf: (age: number) => sessions.get(age) ?? '',
    issueOf: (age: number) => issueIds.get(age) ?? '',
    blobs: () =>
      existsSync(join(data, 'blobs'))
        ? readdirSync(join(data, 'blobs'), { recursive: true, withFileTypes: true }).filter(
            (file) => file.isFile(),
          )
        : [],
  }
}

type Running = Awaited<ReturnType<typeof startCollector>>

function entriesOf(collector: Running, sessionId: string) {
  return call(collector, `GET /api/casefile/v1/sessions/${sessionId}/entries`, {
    key: collector.keys.project,
  })
}

function replayOf(collector: Running, sessionId: string) {
  return call(collector, `GET /api/casefile/v1/sessions/${sessionId}/replay`, {
    key: collector.keys.project,
  })
}

async function issueAnd(collector: Running, issueId: string) {
  const { body } = await call(collector, `GET /v1/issues/${issueId}/export`, {
    key: collector.keys.project,
  })
  return [await readIssue(collector, issueId), body.markdown]
}

async function listIssues(collector: Running) {
  const path = `GET /v1/projects/${collector.projectId}/issues`
  return (await call(collector, path, { key: collector.keys.project })).body.issues
}

/** Names of the day segments, oldest first. */
function segments(data: string): string[] {
  return readdirSync(data)
    .filter((name) => /^events-\d{8}\.db$/.test(name))
    .sort()
}

function dayName(age: number): string {
  return `events-${dayOf(age)}.db`
}

function dayOf(age: number): string {
  return new Date(Date.now() - age * DAY).toISOString().slice(0, 10).replaceAll('-', '')
}
