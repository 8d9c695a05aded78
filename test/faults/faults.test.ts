import { appendFileSync } from 'node:fs'

import { it } from 'vitest'

import { chosenEngine, isAble } from './engines/launch-engine.ts'
import { judge } from './judge.ts'
import { chosenRows } from './rows/all.ts'
import { runRow } from './run-row.ts'

const engine = chosenEngine()

for (const row of chosenRows()) {
  const play = isAble(engine, row.needs ?? []) ? it : it.skip
  play(`${row.name}, in ${engine}`, { timeout: 180_000 }, async () => {
    const judged = judge(row, await runRow(row, engine))
    // For `npm run faults`, which makes the table of it.
    const { CASEFILE_FAULTS_OUTCOMES: file } = process.env
    if (file) appendFileSync(file, `${JSON.stringify(judged)}\n`)
    if (judged.failure) throw new Error(judged.failure)
  })
}
