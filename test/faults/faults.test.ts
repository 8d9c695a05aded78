import { appendFileSync } from 'node:fs'

import { it } from 'vitest'

import { chosenEngine, whyUnable } from './engines/launch-engine.ts'
import { judge, type Judged, lineWithoutCounts } from './judge.ts'
import { chosenRows } from './rows/all.ts'
import { runRow } from './run-row.ts'

const DEADLINE = 180_000

const engine = chosenEngine()

for (const row of chosenRows()) {
  it(`${row.name}, in ${engine}`, { timeout: DEADLINE }, async ({ skip, signal }) => {
    const why = whyUnable(engine, row.needs ?? [])
    if (why) {
      print(lineWithoutCounts(row, `not played: ${why}`))
      skip(why)
    }

    // A row that ends in the middle has its line all the same, and so does one that never ends.
    const hang = new Promise<never>((_, reject) =>
      signal.addEventListener('abort', () => reject(new Error('It hangs'))),
    )
    const judged = await Promise.race([runRow(row, engine), hang]).then(
      (outcome) => judge(row, outcome),
      (error: unknown) => lineWithoutCounts(row, `FAULT: ${String(error)}`, String(error)),
    )
    print(judged)
    if (judged.failure) throw new Error(judged.failure)
  })
}

/** For `npm run faults`, which makes the table of it. */
function print(judged: Judged): void {
  const { CASEFILE_FAULTS_OUTCOMES: file } = process.env
  if (file) appendFileSync(file, `${JSON.stringify(judged)}\n`)
}
