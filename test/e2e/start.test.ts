import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

import { expect, it, onTestFinished, vi } from 'vitest'

import { temporaryFolder } from '../helpers/temporary-folder.ts'

const START = fileURLToPath(new URL('../../scripts/start.mjs', import.meta.url))

interface Addresses {
  shop: string
  spa: string
  inbox: string
  collector: string
  data: string
}

it('starts everything, stops everything, and finds its data and keys again', async () => {
  const data = temporaryFolder()
  const first = await start(data)

  expect(first.said.data).toBe(data)
  expect(await (await fetch(first.said.spa)).text()).toContain('<title>Sundline support</title>')
  expect((await fetch(first.said.inbox)).status).toBe(200)
  const key = await keyInShop(first.said)
  expect(key).toMatch(/^uc_pk_/)
  expect(await configOfApp(first.said)).toEqual({ endpoint: first.said.collector, key })

  expect(await first.end('SIGTERM')).toBe(0)
  await expectNobodyListens(first.said)

  const second = await start(data)
  expect(await keyInShop(second.said)).toBe(key)
  expect(await second.end('SIGINT')).toBe(0)
  await expectNobodyListens(second.said)
})

it('passes on that another start works on the same data, and stops', async () => {
  const data = temporaryFolder()
  const first = await start(data)

  const { exitCode, words } = await runToEnd(data)

  expect(exitCode).toBe(1)
  expect(words).toContain(`${data} is in use by another collector`)
  expect(words).not.toMatch(/^\s+at /m)
  expect((await fetch(first.said.inbox)).status).toBe(200)
})

it('stops everything and says who died when one of its processes dies', async () => {
  const { said, child, words } = await start(temporaryFolder())
  const exited = once(child, 'exit')

  process.kill(await pidOf(said), 'SIGKILL')

  expect(await exited).toEqual([1, null])
  expect(words()).toContain('collector ended by SIGKILL')
  await expectNobodyListens(said)
})

it('stops everything when npm is killed and its shell passes no signal on', async () => {
  const { said, child } = await start(temporaryFolder(), { throughShell: true })

  child.kill('SIGKILL')

  await expectNobodyListens(said)
})

/** The collector notes its process id in its folder. */
async function pidOf({ data }: Addresses): Promise<number> {
  return Number(await readFile(`${data}/collector.pid`, 'utf8'))
}

interface HowToStart {
  /** As npm does it: a shell stands between, which waits for the command. */
  throughShell?: boolean
}

function spawnStart(data: string, { throughShell = false }: HowToStart = {}) {
  const command = [process.execPath, START, '--json', '--port', '0', '--data', data]
  const [file = '', ...args] = throughShell ? inShell(command) : command
  const child = spawn(file, args, {
    env: { ...process.env, npm_lifecycle_event: throughShell ? 'start' : undefined },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => endOf(child, 'SIGTERM').then(() => undefined))
  let said = ''
  child.stderr.on('data', (chunk) => (said += String(chunk)))
  return { child, words: () => said }
}

/** The second command keeps the shell from making way for the first. */
function inShell(command: string[]): string[] {
  return ['sh', '-c', '"$@"; exit $?', 'sh', ...command]
}

async function start(data: string, how?: HowToStart) {
  const { child, words } = spawnStart(data, how)
  const [line] = await once(createInterface({ input: child.stdout }), 'line')
  // What the start promises to print; the addresses are used right away.
  const said = JSON.parse(String(line)) as Addresses
  return { said, child, words, end: (signal: NodeJS.Signals) => endOf(child, signal) }
}

async function runToEnd(data: string) {
  const { child, words } = spawnStart(data)
  const [exitCode] = await once(child, 'close')
  return { exitCode: Number(exitCode), words: words() }
}

async function endOf(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
  child.kill(signal)
  const [exitCode] = await once(child, 'exit')
  return exitCode === null ? null : Number(exitCode)
}

async function keyInShop({ shop, collector }: Addresses): Promise<string | undefined> {
  const page = await (await fetch(shop)).text()
  expect(page).toContain(`src="${collector}/casefile.js"`)
  return /data-key="([^"]+)"/.exec(page)?.[1]
}

async function configOfApp({ spa }: Addresses): Promise<unknown> {
  return (await fetch(`${spa}/casefile-config.json`)).json()
}

async function expectNobodyListens({ shop, spa, collector }: Addresses): Promise<void> {
  for (const url of [shop, spa, collector]) {
    await vi.waitFor(() => expect(fetch(url)).rejects.toThrow('fetch failed'), 10_000)
  }
}
