import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const BENCH = fileURLToPath(new URL('..', import.meta.url))
const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Installs the peers and builds the SDK where they are missing. Returns the peers' versions. */
export function prepare() {
  if (!isInstalled()) run('npm', ['ci', '--ignore-scripts'], BENCH)
  if (!existsSync(`${ROOT}dist/script/casefile.js`)) run('npm', ['run', 'build:sdk'], ROOT)
  return JSON.parse(readFileSync(`${BENCH}package.json`, 'utf8')).dependencies
}

/** npm writes the hidden lock file last, so it is missing after an install that broke off. */
function isInstalled() {
  const installed = `${BENCH}node_modules/.package-lock.json`
  if (!existsSync(installed)) return false
  return statSync(installed).mtimeMs >= statSync(`${BENCH}package-lock.json`).mtimeMs
}

function run(command, args, cwd) {
  console.error(`${command} ${args.join(' ')}`)
  const { status } = spawnSync(command, args, {
    cwd,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  if (status !== 0) process.exit(1)
}
