import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

import { findBrowser } from './find-browser.mjs'

// Runs before anything is installed, on whatever Node the host has: Node 18 and no packages.

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const { values: flags } = parseArgs({ options: { browser: { type: 'boolean', default: false } } })

try {
  if (!isInstalled()) installPackages()
  if (flags.browser && !hasBrowser()) installBrowser()
} catch (error) {
  console.error(`\n${error.message}`)
  process.exit(1)
}

/** npm writes the hidden lock file last, so it is missing after an install that broke off. */
function isInstalled() {
  const installed = `${ROOT}node_modules/.package-lock.json`
  if (!existsSync(installed)) return false
  return statSync(installed).mtimeMs >= statSync(`${ROOT}package-lock.json`).mtimeMs
}

function installPackages() {
  console.error('Installing the packages of package-lock.json: npm ci')
  run(
    npm(),
    ['ci', '--loglevel', 'error'],
    'npm ci did not finish. Its words are above; mend that, then run this again.',
  )
}

function hasBrowser() {
  const browser = findBrowser()
  if (browser) console.error(`Tests use ${browser}`)
  return browser !== undefined
}

function installBrowser() {
  if (isDebian() && process.getuid?.() === 0) {
    const next = 'Install Chromium or Chrome yourself, or name one in CASEFILE_CHROMIUM.'
    console.error('No Chromium or Chrome here. Installing Debian’s: apt-get install chromium')
    run('apt-get', ['update', '-qq'], `apt-get update failed. ${next}`)
    const packages = ['chromium', 'fonts-dejavu-core']
    const args = ['install', '-y', '-qq', '--no-install-recommends', ...packages]
    run('apt-get', args, `apt-get could not install chromium. ${next}`)
    // Ubuntu's package of that name only points to a snap, which containers do not run.
    if (hasBrowser()) return
  }

  console.error('No Chromium or Chrome here. Downloading one: npx playwright install chromium')
  run(
    npm('npx'),
    ['playwright', 'install', 'chromium'],
    'Playwright could not download Chromium. Install Chromium or Chrome yourself, or name one in CASEFILE_CHROMIUM.',
  )
}

function isDebian() {
  if (!existsSync('/etc/os-release')) return false
  return /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(readFileSync('/etc/os-release', 'utf8'))
}

function npm(command = 'npm') {
  return process.platform === 'win32' ? `${command}.cmd` : command
}

function run(command, args, advice) {
  const { status, error } = spawnSync(command, args, {
    cwd: ROOT,
    // What is asked for stays alone on standard output.
    stdio: ['ignore', 2, 2],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    // Windows starts its command files through a shell only.
    shell: process.platform === 'win32',
  })
  if (error) throw new Error(`${command} does not start: ${error.message}. ${advice}`)
  if (status !== 0) throw new Error(advice)
}
