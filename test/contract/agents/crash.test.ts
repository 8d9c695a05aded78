import { expect, it } from 'vitest'

import { sendRequest } from '../../helpers/http-request.ts'
import { seededRuns, type SeededRun } from '../../helpers/seeded-runs.ts'
import { startCollector, type RunningCollector } from '../../helpers/start-collector.ts'
import { storedRuns } from '../../helpers/stored-runs.ts'
import { temporaryFolder } from '../../helpers/temporary-folder.ts'

/** Enough for every phase of a commit to be hit; `CASEFILE_KILLS=100` looks longer. */
const KILLS = Number(process.env.CASEFILE_KILLS ?? 4)
const SENDERS = 12
const RUNS_A_STORY = 4
const HOUR = 60 * 60_000
/** In the middle of an hour, so that figures of minutes, hours and days are all asked. */
const END = Date.now() - (Date.now() % HOUR) - HOUR / 2
const SPREAD = 30 * HOUR
const UNLIMITED = [
  ...['--address-rate', '1000000000', '--ingest-key-rate', '1000000000'],
  ...['--span-rate', '1000000000'],
]

type Item = SeededRun['run'] | SeededRun['steps'][number] | SeededRun['calls'][number]

interface Sent {
  /** Without an answer so far. */
  unanswered: Item[][]
  acknowledged: Item[][]
  /** What was answered with anything else. */
  refused: number[]
}

/** A sender's next bodies: what belongs to some runs first, the runs afterwards. */
function storyOf(seed: number): Item[][] {
  const runs = seededRuns(RUNS_A_STORY, { seed, end: END, spread: SPREAD })
  const parts = runs.flatMap(({ steps, calls }) => [...calls, ...steps]).reverse()
  return [runs.map(({ run }) => run), ...(parts.length > 0 ? [parts] : [])]
}

/**
 * Sends until the collector is gone. What has no answer is sent again, as it is, to the next one:
 * its ids are all that keeps it from being there twice.
 */
async function sendUntilGone(
  collector: RunningCollector,
  sent: Sent,
  nextSeed: () => number,
): Promise<void> {
  for (;;) {
    if (sent.unanswered.length === 0) sent.unanswered.push(...storyOf(nextSeed()))
    const items = sent.unanswered.pop() ?? []
    try {
      const { status } = await send(collector, items)
      if (status === 200) sent.acknowledged.push(items)
      else sent.refused.push(status)
    } catch {
      sent.unanswered.push(items)
      return
    }
  }
}

function send({ url, keys }: RunningCollector, items: readonly Item[]) {
  return sendRequest(`${url}/v1/custom`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${keys.ingest}` },
    body: JSON.stringify({ type: 'batch', items }),
  })
}

async function read({ url, keys }: RunningCollector, path: string) {
  const headers = { authorization: `Bearer ${keys.read}` }
  return JSON.parse((await sendRequest(url + path, { headers })).text)
}

/** All that is said of runs in figures, over everything and over a part with ragged ends. */
async function figuresOf(collector: RunningCollector) {
  const ranges = [
    [END - SPREAD, END + HOUR],
    [END - 17 * HOUR - 123_456, END - 3 * HOUR + 654_321],
  ]
  const said = []
  for (const [from, to] of ranges) {
    for (const name of ['metrics', 'models', 'tools', 'failures']) {
      said.push(await read(collector, `/v1/${name}?from=${from}&to=${to}&limit=100`))
    }
  }
  const { sessions } = await storedRuns(collector).agentSessions({
    ...scopeOf(collector),
    order: 'sessionId',
    page: { limit: 10_000, offset: 0 },
  })
  return { said, sessions }
}

function scopeOf({ projectId }: RunningCollector) {
  return { projectId, sources: ['prod', 'dev'] as const }
}

it(`killed ${KILLS} times under load, a collector keeps the runs it acknowledged, once`, async () => {
  const data = temporaryFolder()
  const sent: Sent = { unanswered: [], acknowledged: [], refused: [] }
  let seed = 0

  for (let kill = 0; kill < KILLS; kill += 1) {
    const collector = await startCollector({ data, args: ['--dev', ...UNLIMITED] })
    const before = sent.acknowledged.length
    const senders = Array.from({ length: SENDERS }, () =>
      sendUntilGone(collector, sent, () => (seed += 1)),
    )
    // At another moment each time, but never before there was something to lose.
    await expect
      .poll(() => sent.acknowledged.length - before, { interval: 1, timeout: 20_000 })
      .toBeGreaterThan(10 + ((kill * 37) % 120))
    await collector.stop('SIGKILL')
    await Promise.all(senders)
  }

  const killed = await startCollector({ data, args: ['--dev', ...UNLIMITED] })
  for (const items of sent.unanswered) expect((await send(killed, items)).status).toBe(200)
  const never = await startCollector({ args: ['--dev', ...UNLIMITED] })
  const all = [...sent.acknowledged, ...sent.unanswered]
  for (const items of inPieces(all.flat(), 400)) {
    expect((await send(never, items)).status).toBe(200)
  }

  const ids = all.flat().flatMap((item) => (item.type === 'run' ? item.run_id : []))
  const { sessions, said } = await figuresOf(killed)
  const meant = await figuresOf(never)

  expect(sent.refused).toEqual([])
  expect(said[0].metrics.run_count).toBe(ids.length)
  expect(said).toEqual(meant.said)
  expect(sessions).toEqual(meant.sessions)
  const [store, other] = [storedRuns(killed), storedRuns(never)]
  for (const runId of ids) {
    const run = await store.run(scopeOf(killed), runId)
    expect(run).toEqual(await other.run(scopeOf(never), runId))
  }
}, 120_000)

function inPieces<Item>(items: readonly Item[], size: number): Item[][] {
  const pieces = Array.from({ length: Math.ceil(items.length / size) }, (_, index) => index * size)
  return pieces.map((begin) => items.slice(begin, begin + size))
}
