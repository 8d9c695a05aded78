import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

// Plays every row of the fault suite and prints what became of the entries:
//   npm run faults -- --only clock --engine firefox

const COLUMNS = {
  row: 'row',
  expected: 'expected',
  stored: 'stored',
  duplicated: 'duplicated',
  takenByPhysics: 'taken by physics',
  reports: 'reports',
  verdict: 'verdict',
}

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: 'all' },
    engine: { type: 'string', default: 'chromium' },
  },
})

const folder = mkdtempSync(join(tmpdir(), 'casefile-faults-'))
const file = join(folder, 'outcomes')
const { status } = spawnSync('npx', ['vitest', 'run', '--project', 'faults'], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
  env: {
    ...process.env,
    CASEFILE_FAULTS: values.only,
    CASEFILE_FAULTS_OUTCOMES: file,
    CASEFILE_ENGINE: values.engine,
  },
})
print(readOutcomes())
rmSync(folder, { recursive: true })
process.exitCode = status ?? 1

/** A run that failed before its first row has left no file. */
function readOutcomes() {
  try {
    return readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
  } catch {
    return []
  }
}

function print(outcomes) {
  const lines = [COLUMNS, ...outcomes].map((outcome) =>
    Object.keys(COLUMNS).map((column) => String(outcome[column])),
  )
  const widths = Object.keys(COLUMNS).map((_, index) =>
    Math.max(...lines.map((line) => line[index].length)),
  )
  console.log(`\nFaults of delivery in ${values.engine}\n`)
  for (const [place, line] of lines.entries()) {
    console.log(`| ${line.map((cell, index) => cell.padEnd(widths[index])).join(' | ')} |`)
    if (place === 0) console.log(`| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`)
  }
}
