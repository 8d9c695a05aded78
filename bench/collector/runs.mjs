/**
 * What runs of agents take and give: a collector with a million spans, and one session of ten
 * thousand. See ../README.md.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

import { openRunDatabase } from '../../server/src/storage/sqlite/open-run-database.ts'
import { createSqliteTraceStore } from '../../server/src/storage/sqlite/sqlite-trace-store.ts'
import { quantile } from '../lib/quantile.mjs'
import { agentRun, toItem } from './lib/agent-runs.mjs'
import { load } from './lib/load.mjs'
import { serve } from './lib/serve.mjs'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '3' },
    rounds: { type: 'string', default: '3' },
    spans: { type: 'string', default: '1000000' },
    data: { type: 'string' },
  },
})
const SECONDS = Number(values.seconds)
const ROUNDS = Number(values.rounds)
const SPANS = Number(values.spans)
const SPANS_A_RUN = 9
const ITEMS_A_BATCH = 100
const LONG_SESSION = 'long-session'
/** Seconds; 64 MB may wait. */
const SUSTAINED = 15
const DAY = 24 * 60 * 60_000
/** In the middle of an hour, as ranges that people ask for are. */
const NOW = Date.now() - (Date.now() % 3_600_000) - 1_800_000

const path = (name) => fileURLToPath(new URL(name, import.meta.url))
const folder = values.data ?? mkdtempSync(join(tmpdir(), 'casefile-bench-'))
const reference = await serve([path('lib/reference-server.mjs')])
const collector = await serve([
  path('../../server/dist/main.js'),
  ...['start', '--port', '0', '--data', folder, '--dev', '--json'],
  ...['--address-rate', '1000000000', '--ingest-key-rate', '1000000000'],
  ...['--secret-key-rate', '1000000000', '--span-rate', '1000000000'],
])
const { keys, projectId, url } = collector.said
const row = (name, value, target = '') =>
  console.log(`${name.padEnd(66)} ${String(value).padStart(12)}   ${target}`)

try {
  await fill()
  await measureReads()
  await measureIngest()
} finally {
  await Promise.all([reference.stop(), collector.stop()])
  if (!values.data) rmSync(folder, { recursive: true, force: true })
}

/** Straight into the store, beside the collector, which writes nothing meanwhile. */
async function fill() {
  const store = createSqliteTraceStore(openRunDatabase(folder))
  const scope = { projectId, sources: ['prod'] }
  // A folder of an earlier run, named by `--data`, is as full as it was.
  if (await store.run(scope, 'long-99')) return store.close()
  const append = (parts) =>
    store.appendParts({ projectId, source: 'prod', parts, receivedAt: Date.now() })
  const begun = performance.now()
  let jsonBytes = 0
  const runs = Math.floor(SPANS / SPANS_A_RUN)
  for (let first = 0; first < runs; first += 500) {
    const parts = []
    for (let number = first; number < Math.min(runs, first + 500); number += 1) {
      parts.push(
        ...agentRun({
          runId: `run-${number}`,
          // Three runs a session, one after the other.
          sessionId: `session-${Math.floor(number / 3)}`,
          startTime: Math.floor(NOW - 30 * DAY + (number / runs) * 30 * DAY),
          spans: SPANS_A_RUN,
          seed: number,
        }),
      )
    }
    jsonBytes += Buffer.byteLength(JSON.stringify(parts))
    await append(parts)
  }
  for (let number = 0; number < 100; number += 1) {
    const startTime = NOW - DAY + number * 60_000
    const runId = `long-${number}`
    await append(agentRun({ runId, sessionId: LONG_SESSION, startTime, spans: 100, seed: number }))
  }
  await store.close()
  const taken = (performance.now() - begun) / 1000
  console.log(`${SPANS} spans in ${runs} runs, and a session of 10,000 spans in 100 runs\n`)
  row('spans a second into the store alone', Math.round(SPANS / taken))
  row(
    'on disk / JSON of the spans',
    (statSync(join(folder, 'runs.db')).size / jsonBytes).toFixed(2),
  )
}

async function measureReads() {
  const month = `from=${NOW - 30 * DAY + 1234}&to=${NOW - 4321}`
  const counted = `${Math.round(SPANS / 1000)}k spans, ms`
  const ofSession = `/api/projects/${projectId}/sessions/${LONG_SESSION}`
  const { failures } = await get(`/v1/failures?${month}&order_by=events`)
  const reads = [
    [`metrics of 30 days, ${counted}`, `/v1/metrics?${month}`],
    [`models of 30 days, ${counted}`, `/v1/models?${month}`],
    [`tools of 30 days, ${counted}`, `/v1/tools?${month}`],
    [`failures of 30 days, ${counted}`, `/v1/failures?${month}`],
    [`the most frequent of them, ${counted}`, `/v1/failures/${failures[0].failure_id}`],
    [`statistics of 30 days, ${counted}`, '/api/v1/traces/stats?period=30d'],
    [`first page of runs, ${counted}`, `/v1/runs?${month}&limit=50&source=prod`],
    [`first page of sessions, ${counted}`, `/v1/sessions?${month}&limit=50&source=prod`],
    [`first page of sessions by activity, ${counted}`, `/api/projects/${projectId}/sessions`],
    ['session of 10,000 spans', ofSession],
    ['its first page of events', `${ofSession}/traces?limit=200`],
    ['its last page of events', `${ofSession}/traces?limit=200&offset=14900`],
    ['its metrics', `${ofSession}/metrics`],
    ['its analysis', `${ofSession}/analysis`],
  ]
  for (const [name, at] of reads) row(name, await timed(() => get(at)), '< 100')
}

/** Turn about, so that both see the same neighbours on the machine. */
async function measureIngest() {
  const subjects = [
    { server: reference, port: reference.said.port, wall: [], cpu: [] },
    { server: collector, port: Number(new URL(url).port), wall: [], cpu: [] },
  ]
  const bodies = Array.from({ length: 50 }, (_, index) => bodyOf(index))
  // The first round warms up and is not counted.
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const { server, port, wall, cpu } of subjects) {
      const before = server.cpu()
      const request = requestMaker(bodies, round)
      const { requests, perSecond } = await load({
        port,
        request,
        seconds: SECONDS,
        expected: /20[02]/,
      })
      if (round === 0) continue
      wall.push(perSecond)
      cpu.push(requests / (server.cpu() - before))
    }
  }
  const [parse, full] = subjects
  const ratio = (name) =>
    quantile(
      full[name].map((value, index) => value / parse[name][index]),
      0.5,
    ).toFixed(2)
  row(`ingest / parse only, batches of ${ITEMS_A_BATCH} a second`, ratio('wall'))
  row(`ingest / parse only, batches of ${ITEMS_A_BATCH} a CPU second`, ratio('cpu'))
  row(
    `spans acknowledged a second, for ${SECONDS} s at a time`,
    Math.round(quantile(full.wall, 0.5) * ITEMS_A_BATCH),
  )
  await measureBacklog(subjects[1], bodies)
}

/** Long enough that as much waits as may, and senders go at the pace of the store. */
async function measureBacklog({ port }, bodies) {
  const send = (round, seconds) =>
    load({ port, request: requestMaker(bodies, round), seconds, expected: /20[02]/ })
  await send(ROUNDS + 1, SUSTAINED)
  const begun = performance.now()
  const { requests } = await send(ROUNDS + 2, SUSTAINED)
  const taken = (performance.now() - begun) / 1000
  row('spans a second without an end', Math.round((requests / taken) * ITEMS_A_BATCH))
}

/** Ten runs; `########` in their ids is each request's own number. */
function bodyOf(index) {
  const items = Array.from({ length: 10 }, (_, run) =>
    agentRun({
      runId: `sent-########-${index}-${run}`,
      sessionId: `sent-########-${index}`,
      startTime: NOW + run * 1000,
      spans: SPANS_A_RUN,
      seed: index * 10 + run,
    }).map(toItem),
  )
  return JSON.stringify({ type: 'batch', items: items.flat() })
}

function requestMaker(bodies, round) {
  return (number) => {
    const id = String(round * 1e6 + number).padStart(8, '0')
    const body = Buffer.from(bodies[number % bodies.length].replaceAll('########', id))
    const head = [
      'POST /v1/custom HTTP/1.1',
      'host: localhost',
      'content-type: application/json',
      `content-length: ${body.byteLength}`,
      `authorization: Bearer ${keys.ingest}`,
      '',
      '',
    ].join('\r\n')
    return [Buffer.from(head), body]
  }
}

async function get(at) {
  const response = await fetch(url + at, { headers: { authorization: `Bearer ${keys.read}` } })
  const text = await response.text()
  if (!response.ok) throw new Error(`${at}: ${text}`)
  return JSON.parse(text)
}

async function timed(work, times = 9) {
  await work()
  const taken = []
  for (let time = 0; time < times; time += 1) {
    const begun = performance.now()
    await work()
    taken.push(performance.now() - begun)
  }
  return quantile(taken, 0.5).toFixed(1)
}
