/**
 * What taking secrets out of a batch costs, beside parsing the same batch in the same run.
 *
 *     node --conditions=casefile-source bench/collector/scrub.mjs
 */
import { createScrubber } from '../../server/src/scrub/scrubber.ts'
import { realisticLogs } from './realistic-logs.mjs'

const BATCHES = 40
const ROUNDS = 25

const logs = realisticLogs(BATCHES * 100)
const bodies = Array.from({ length: BATCHES }, (_, index) =>
  JSON.stringify({ logs: logs.slice(index * 100, (index + 1) * 100) }),
)
const scrubber = createScrubber({ meta: { scrubRules: async () => undefined } })

const rounds = []
for (let round = 0; round < ROUNDS; round += 1) {
  const parsing = cpuTime()
  const batches = bodies.map((body) => JSON.parse(body).logs)
  const scrubbing = cpuTime()
  for (const batch of batches) await scrubber.entries('project', batch)
  const end = cpuTime()
  // The first rounds compile.
  if (round >= 5) rounds.push({ parse: scrubbing - parsing, scrub: end - scrubbing })
}

const median = (values) => values.sort((a, b) => a - b)[values.length >> 1]
const parse = median(rounds.map(({ parse }) => parse)) / BATCHES
const scrub = median(rounds.map(({ scrub }) => scrub)) / BATCHES
const bytes = Math.round(bodies.reduce((sum, body) => sum + Buffer.byteLength(body), 0) / BATCHES)

console.log(`batch of 100 entries, ${bytes} bytes`)
console.log(`  JSON.parse  ${parse.toFixed(3)} ms`)
console.log(`  scrub       ${scrub.toFixed(3)} ms, ${(scrub / parse).toFixed(2)} of the parse`)
console.log(`  at 67 kB    ${((scrub * 67_000) / bytes).toFixed(3)} ms`)

function cpuTime() {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
