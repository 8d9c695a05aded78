import { writeFile } from 'node:fs/promises'
import { availableParallelism, cpus, totalmem } from 'node:os'
import { parseArgs } from 'node:util'

import { prepare } from './lib/prepare.mjs'

const { values: flags } = parseArgs({
  options: {
    subjects: { type: 'string' },
    rows: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    check: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
})

const installed = prepare()
// Only now: these need the packages.
const { bundleSubjects, firstLoad, lateChunks, SUBJECTS } = await import('./lib/subjects.mjs')
const { ROWS, STEPS } = await import('./lib/rows.mjs')
const { run } = await import('./lib/run.mjs')
const { summarise } = await import('./lib/summary.mjs')
const { printTable, failures } = await import('./lib/table.mjs')

const subjects = ['none', ...choose('subjects', SUBJECTS).filter((name) => name !== 'none')]
const rows = choose(
  'rows',
  ROWS.map(({ key }) => key),
).map((key) => ROWS.find((row) => row.key === key))
// Whatever is measured, the page must be there.
const needed = new Set(['init', ...rows.map(({ step }) => step)])
const steps = Object.keys(STEPS).filter((step) => needed.has(step))

await bundleSubjects()
const started = Date.now()
const { chromium, calibration, samples } = await run({
  subjects,
  steps,
  rounds: Number(flags.rounds),
  onPage: ({ round, subject, sample }) =>
    console.error(
      `round ${round + 1}  ${subject.padEnd(16)} sent ${sample.traffic.requests} requests, ${sample.traffic.bytes} bytes`,
    ),
})

const sizes = Object.fromEntries(
  await Promise.all(subjects.map(async (subject) => [subject, await firstLoad(subject)])),
)
const summary = summarise(samples, sizes, rows)
const about = {
  date: new Date(started).toISOString().slice(0, 10),
  minutes: Math.round((Date.now() - started) / 60_000),
  rounds: Number(flags.rounds),
  machine: `${availableParallelism()} × ${cpus()[0].model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform} ${process.arch}`,
  chromium,
  versions: installed,
  calibration,
  lateChunksKB: await lateChunks(),
}

printTable(summary, subjects, about)
await write('dist/last.json', { ...about, rows: summary, samples })
if (flags.write) await write('results.json', { ...about, rows: summary })
if (flags.check) {
  const failed = failures(summary)
  for (const line of failed) console.log(line)
  process.exitCode = failed.length ? 1 : 0
}

async function write(file, results) {
  await writeFile(new URL(file, import.meta.url), `${JSON.stringify(results, null, 2)}\n`)
}

function choose(flag, all) {
  const chosen = flags[flag]?.split(',') ?? all
  const unknown = chosen.filter((name) => !all.includes(name))
  if (unknown.length) {
    console.error(`--${flag}: there is no ${unknown.join(', ')}. There are: ${all.join(', ')}`)
    process.exit(2)
  }
  return chosen
}
