import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { outdatedPackages } from './start/builds.mjs'
import { freePort } from './start/free-port.mjs'
import { readOptions } from './start/options.mjs'
import { createProcesses, ProcessEnded } from './start/processes.mjs'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const BIN = join(ROOT, 'node_modules/.bin')

const PARENT_CHECK = 500

const options = readOptions()
const processes = createProcesses()
/** With `--json` standard output holds that one line alone. */
const say = (text) => (options.json ? console.error(text) : console.log(text))

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    if (!processes.isStopping()) void stop(0)
  })
}

stopWithNpm()

try {
  if (!existsSync(BIN)) throw new Error('Nothing is installed yet. Run: node scripts/prepare.mjs')
  await build()
  const servers = await startServers()
  report(servers)
  const ended = await Promise.race(Object.values(servers).map((server) => server.ended))
  await fail(ended)
} catch (error) {
  await fail(error)
}

async function build() {
  for (const { name, script } of outdatedPackages(ROOT)) {
    const since = Date.now()
    say(`Building the ${name} …`)
    await processes.run(`The build of the ${name}`, npm(), script, {
      cwd: ROOT,
      env: { ...process.env, PATH: `${BIN}${delimiter}${process.env.PATH}` },
      shell: process.platform === 'win32',
    })
    say(`Built the ${name} in ${((Date.now() - since) / 1000).toFixed(1)} s`)
  }
}

async function startServers() {
  const { port, data } = options
  const collectorArgs = ['start', '--dev', '--json', '--data', data]
  const collector = await serve('collector', 'server/dist/main.js', port, collectorArgs)

  const { url, keys } = collector.said
  const env = { ...process.env, CASEFILE_ENDPOINT: url, CASEFILE_KEY: keys.capture }
  const [shop, spa] = await Promise.all([
    serve('shop', 'examples/shop/server.mjs', port && port + 100, ['--json'], env),
    serve('app', 'examples/spa/server.mjs', port && port + 200, ['--json'], env),
  ])
  return { collector, shop, spa }
}

async function serve(name, file, wanted, args, env = process.env) {
  const port = await freePort(wanted)
  const server = await processes.serve(
    name,
    nodeForServers(),
    [join(ROOT, file), ...args, '--port', String(port)],
    { cwd: ROOT, env },
  )
  if (port !== wanted) say(`Port ${wanted} is taken: the ${name} is at ${server.said.url}`)
  return server
}

/** The collector needs a newer Node than some hosts have; the one from npm is installed with us. */
function nodeForServers() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 22 || (major === 22 && minor >= 16)) return process.execPath
  return join(ROOT, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node')
}

function report({ collector, shop, spa }) {
  const addresses = { shop: shop.said.url, spa: spa.said.url, inbox: collector.said.inboxUrl }
  if (options.json) {
    console.log(JSON.stringify({ ...addresses, collector: collector.said.url, data: options.data }))
    return
  }
  console.log(`
Casefile is running.

  Shop              ${addresses.shop}
  Single-page app   ${addresses.spa}
  Inbox             ${addresses.inbox}
  Data              ${options.data}

Use one of the two pages until something breaks, press “Report an issue”,
and read the case file in the inbox. Ctrl-C stops everything.`)
}

/**
 * npm hands a signal to the shell between it and us, and some shells die of it without passing it
 * on. Nobody would be left who could stop us then.
 */
function stopWithNpm() {
  if (!process.env.npm_lifecycle_event) return
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent && !processes.isStopping()) void stop(0)
  }, PARENT_CHECK).unref()
}

async function fail(error) {
  // Processes that end because all are being stopped are no news.
  if (processes.isStopping()) return
  if (error instanceof ProcessEnded && error.words) console.error(`\n${error.words.trimEnd()}`)
  console.error(`\n${error.message}. Everything is stopped.`)
  await stop(1)
}

async function stop(exitCode) {
  await processes.stop()
  process.exit(exitCode)
}

function npm() {
  return process.platform === 'win32' ? 'npm.cmd' : 'npm'
}
