/**
 * What the collector takes and gives, beside a server that only parses the same JSON, on the same
 * machine in the same minutes. See ../README.md.
 */
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

import { quantile } from '../lib/quantile.mjs'
import { fsyncTime } from './lib/fsync.mjs'
import { load, requestMaker } from './lib/load.mjs'
import { realisticLogs } from './realistic-logs.mjs'
import { serve } from './lib/serve.mjs'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '4' },
    rounds: { type: 'string', default: '5' },
    entries: { type: 'string', default: '1000000' },
    data: { type: 'string' },
  },
})
const SECONDS = Number(values.seconds)
const ROUNDS = Number(values.rounds)
const ENTRIES = Number(values.entries)
const PER_BATCH = 100

const path = (name) => fileURLToPath(new URL(name, import.meta.url))
const folder = values.data ?? mkdtempSync(join(tmpdir(), 'casefile-bench-'))
/** A visit of 10,000 entries, batch after batch. */
const bodies = visit(100)
const bodyBytes = bodies.reduce((sum, body) => sum + Buffer.byteLength(body), 0) / bodies.length

const reference = await serve([path('lib/reference-server.mjs')])
const start = () =>
  serve([
    path('../../server/dist/main.js'),
    ...['start', '--port', '0', '--data', folder, '--dev', '--json'],
    ...['--address-rate', '1000000000', '--secret-key-rate', '1000000000'],
  ])
const collector = await start()
const { keys, projectId, url } = collector.said
const rows = []
const row = (name, value, target) => {
  rows.push({ name, value, target })
  console.log(`${name.padEnd(66)} ${String(value).padStart(12)}   ${target}`)
}
const post = (at, body) =>
  fetch(url + at, {
    method: 'POST',
    headers: { 'x-api-key': keys.project, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).then((response) => response.json())
const get = async (at) => {
  const response = await fetch(url + at, { headers: { 'x-api-key': keys.project } })
  const text = await response.text()
  if (!response.ok) throw new Error(text)
  return JSON.parse(text)
}
const openSession = async () =>
  (await post('/v1/sessions', { externalSessionId: `bench-${Math.random()}` })).sessionId

try {
  console.log(
    `${bodies.length} batches of ${PER_BATCH} entries, ${Math.round(bodyBytes / 1000)} kB each\n`,
  )
  await new Promise((resolve) => setTimeout(resolve, 3000))
  row('memory when idle, MB', Math.round(collector.memory() / 1e6), '< 150')

  await measureIngest()
  await measureLatency()
  await fill()
  await measureReads()
  await measureHealth()
  await measureDisk()
} finally {
  await Promise.all([reference.stop(), collector.stop()])
  if (!values.data) rmSync(folder, { recursive: true, force: true })
}

function visit(batches) {
  let startTime = Date.now() - 3_600_000
  return Array.from({ length: batches }, (_, index) => {
    const logs = realisticLogs(PER_BATCH, { seed: index + 1, startTime })
    startTime = Date.parse(logs.at(-1).timestamp)
    return JSON.stringify({ logs })
  })
}

/** Turn about, so that both see the same neighbours on the machine. */
async function measureIngest() {
  const sessionId = await openSession()
  const subjects = [
    { server: reference, port: reference.said.port, wall: [], cpu: [] },
    { server: collector, port: Number(new URL(url).port), wall: [], cpu: [] },
  ]
  // The first round warms up and is not counted.
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const { server, port, wall, cpu } of subjects) {
      const request = requestMaker({
        path: `/v1/sessions/${sessionId}/logs`,
        key: keys.project,
        bodies,
        round: `ingest-${round}`,
      })
      const before = server.cpu()
      const { requests, perSecond } = await load({ port, request, seconds: SECONDS })
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
  row('ingest / parse only, batches a second', ratio('wall'), '≥ 0.2, aim 0.3')
  row('ingest / parse only, batches a CPU second', ratio('cpu'), '≥ 0.2, aim 0.3')
  row('batches a second, 64 connections', Math.round(quantile(full.wall, 0.5)), '')
  measureIngest.perSecond = quantile(full.wall, 0.5)
}

/** In windows, whose median is not moved by what else the machine did for a moment. */
async function measureLatency() {
  const sessionId = await openSession()
  const windows = []
  for (let number = 0; number < 9; number += 1) {
    const fsync = fsyncTime(folder)
    const { latencies } = await load({
      port: Number(new URL(url).port),
      request: requestMaker({
        path: `/v1/sessions/${sessionId}/logs`,
        key: keys.project,
        bodies,
        round: `latency-${number}`,
      }),
      seconds: SECONDS / 2,
      perSecond: measureIngest.perSecond / 2,
    })
    windows.push({ fsync, half: quantile(latencies, 0.5), most: quantile(latencies, 0.99) })
  }
  const median = (name) =>
    quantile(
      windows.map((window) => window[name]),
      0.5,
    )
  row('fsync, 99 of 100 within ms', median('fsync').toFixed(1), '')
  row('acknowledged at half load, half within ms', median('half').toFixed(1), '')
  row(
    'acknowledged at half load, 99 of 100 within ms',
    median('most').toFixed(1),
    `≤ ${(3 * median('fsync') + 5).toFixed(1)}`,
  )
}

/** Visits of 10,000 entries each, every one with a report. */
async function fill() {
  for (let visit = 0; visit < Math.max(1, ENTRIES / 10_000); visit += 1) {
    const sessionId = await openSession()
    const request = requestMaker({
      path: `/v1/sessions/${sessionId}/logs`,
      key: keys.project,
      bodies,
      round: `fill-${visit}`,
    })
    await load({ port: Number(new URL(url).port), request, count: bodies.length })
    await post('/v1/issues', { sessionId, userDescription: `Visit ${visit} did not work` })
    fill.long ??= sessionId
  }
}

async function timed(work, times = 15) {
  await work()
  const taken = []
  for (let time = 0; time < times; time += 1) {
    const begun = performance.now()
    await work()
    taken.push(performance.now() - begun)
  }
  return quantile(taken, 0.5).toFixed(1)
}

async function measureReads() {
  const entries = `/api/casefile/v1/sessions/${fill.long}/entries`
  const counted = Math.round(ENTRIES / 1000)
  row('first 200 of 10,000 entries, ms', await timed(() => get(`${entries}?limit=200`)), '< 50')
  row('first 1,000 of 10,000 entries, ms', await timed(() => get(`${entries}?limit=1000`)), '< 50')
  const whole = async () => {
    let cursor = ''
    do {
      const page = await get(`${entries}?limit=1000${cursor && `&cursor=${cursor}`}`)
      cursor = page.nextCursor ?? ''
    } while (cursor)
  }
  row('all 10,000 entries in ten pages, ms', await timed(whole, 5), '')
  row(
    `list of issues with counts, ${counted}k entries, ms`,
    await timed(() => get(`/v1/projects/${projectId}/issues`)),
    '< 50',
  )
  row(
    `figures of a day by the hour, ${counted}k entries, ms`,
    await timed(() => get(`/api/casefile/v1/projects/${projectId}/series?step=60`)),
    '< 50',
  )
  row(
    `search for two words, ${counted}k entries, ms`,
    await timed(() => get(`/api/casefile/v1/projects/${projectId}/search?text=undefined+cart`)),
    '',
  )
}

/** While queries that walk through all errors, or all minutes, run without a pause. */
async function measureHealth() {
  let isOver = false
  const heavy = async () => {
    while (!isOver) {
      await get(`/api/casefile/v1/projects/${projectId}/search?text=undefined&kind=warning`)
      await get(`/api/casefile/v1/projects/${projectId}/series?step=1`)
    }
  }
  const walks = Array.from({ length: 4 }, heavy)
  const taken = []
  for (let time = 0; time < 60; time += 1) {
    const begun = performance.now()
    await fetch(`${url}/health`).then((response) => response.text())
    taken.push(performance.now() - begun)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  isOver = true
  await Promise.all(walks)
  row('/health while heavy queries run, half within ms', quantile(taken, 0.5).toFixed(1), '')
  row(
    '/health while heavy queries run, 99 of 100 within ms',
    quantile(taken, 0.99).toFixed(1),
    '< 50',
  )
}

/** Everything the collector wrote, indexes and all, beside what the pages sent. */
async function measureDisk() {
  const { steps } = await get(`/api/casefile/v1/projects/${projectId}/series?step=1440`)
  const sent = steps.reduce((sum, { bytes }) => sum + bytes, 0)
  const files = readdirSync(folder).filter((name) => /^events-\d{8}\.db(-wal)?$/.test(name))
  const stored = files.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)
  row('on disk / JSON of the entries', (stored / sent).toFixed(3), '≤ 0.25')
}
