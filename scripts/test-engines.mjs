import { spawnSync } from 'node:child_process'

import { findEngine } from './find-engine.mjs'

// Runs the host-invariance suite in the engines `npm test` does not ask for. Asked for by name, an
// engine that is missing is a failure: a suite that skips what it is for passes for no reason.

const PROGRAMS = {
  firefox: ['firefox'],
  webkit: ['webkit', 'minibrowser', ...(process.env.DISPLAY ? [] : ['xvfb'])],
}

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !Object.hasOwn(PROGRAMS, name))
if (unknown.length) {
  console.error(`No engine called ${unknown.join(', ')}; there are firefox and webkit.`)
  process.exit(1)
}

let failed = false
for (const engine of asked.length ? asked : Object.keys(PROGRAMS)) {
  try {
    PROGRAMS[engine].forEach(findEngine)
  } catch (error) {
    console.error(`\n${engine}: ${error.message}`)
    failed = true
    continue
  }
  console.error(`\nHost invariance in ${engine}`)
  const { status } = spawnSync('npx', ['vitest', 'run', '--project', 'fidelity'], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, CASEFILE_ENGINE: engine },
  })
  failed ||= status !== 0
}
process.exitCode = failed ? 1 : 0
