/**
 * Keeps `server/openapi.json`, which people read and clients are made from, the document that the
 * built collector answers with.
 *
 *     node scripts/openapi.mjs           fails when the file is not that document
 *     node scripts/openapi.mjs --write   writes it
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const FILE = fileURLToPath(new URL('../server/openapi.json', import.meta.url))
const MAIN = fileURLToPath(new URL('../server/dist/main.js', import.meta.url))

const answered = `${JSON.stringify(await readDocument(), null, 2)}\n`
if (process.argv.includes('--write')) {
  await writeFile(FILE, answered)
} else if (answered !== (await readFile(FILE, 'utf8').catch(() => ''))) {
  console.error(
    'server/openapi.json is not what the collector answers. Run: npm run build -w server && npm run openapi',
  )
  process.exitCode = 1
}

async function readDocument() {
  const data = await mkdtemp(join(tmpdir(), 'casefile-openapi-'))
  const args = ['start', '--port', '0', '--data', data, '--json', '--log-level', 'error']
  const collector = spawn(process.execPath, [MAIN, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(collector, 'exit')
  try {
    const line = await Promise.race([
      once(createInterface({ input: collector.stdout }), 'line'),
      ended.then(([code]) => Promise.reject(new Error(`The collector ended with ${code}`))),
    ])
    const response = await fetch(`${JSON.parse(line[0]).url}/openapi.json`)
    return await response.json()
  } finally {
    collector.kill()
    await ended
    await rm(data, { recursive: true, force: true })
  }
}
