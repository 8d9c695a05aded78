import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { expect, it, vi } from 'vitest'

import {
  call,
  openSession,
  readIssue,
  reportIssue,
  sendLogs,
} from '../../helpers/collector-client.ts'
import { sendRequest } from '../../helpers/http-request.ts'
import { startCollector } from '../../helpers/start-collector.ts'
import { temporaryFolder } from '../../helpers/temporary-folder.ts'
import { consoleEntry, requestEntry } from '../../helpers/wire-entries.ts'

const RECORDER = helper('record-connections.mjs')
const CALL_OUT = helper('call-out.mjs')

/** The HTTP thread, the writer thread and the processes that read. */
const PLACES = ['main.js', 'reader.js', 'thread']

it('makes no call to anywhere, from its start to its end', async () => {
  const lines = await recordLife([RECORDER])

  expect(placesOf(lines, 'is watched')).toEqual(PLACES)
  expect(lines.filter((line) => !line.endsWith(' is watched'))).toEqual([])
})

// The control of the test above: were a place not watched, its calls would not be seen there.
it('would be seen calling out from each of its threads and processes', async () => {
  const lines = await recordLife([RECORDER, CALL_OUT])

  expect(placesOf(lines, 'connects')).toEqual(PLACES)
})

/** What is recorded while a collector does all that it is for. */
async function recordLife(preloaded: string[]): Promise<string[]> {
  const record = join(temporaryFolder(), 'connections.txt')
  const collector = await startCollector({
    environment: {
      NODE_OPTIONS: preloaded.map((file) => `--import=${file}`).join(' '),
      CASEFILE_TEST_CONNECTIONS: record,
    },
  })
  const sessionId = await openSession(collector)
  await sendLogs(collector, sessionId, [
    consoleEntry('see https://evil.example/x', { level: 'error' }),
    requestEntry('/checkout'),
  ])
  const issueId = await reportIssue(collector, sessionId, 'http://evil.example/picture.png')
  await vi.waitFor(async () => {
    expect((await readIssue(collector, issueId)).analysis_status).toBe('complete')
  }, 20_000)
  await call(collector, `GET /v1/issues/${issueId}/export`, { key: collector.keys.project })
  for (const path of ['/', '/inbox/', '/casefile.js', '/openapi.json', '/health', '/metrics']) {
    await sendRequest(collector.url + path)
  }
  await collector.stop()
  return (await readFile(record, 'utf8')).split('\n').filter(Boolean)
}

/** Where lines that say this come from. */
function placesOf(lines: string[], what: string): string[] {
  const said = lines.filter((line) => line.includes(` ${what}`))
  return [...new Set(said.map((line) => line.split(' ')[0] ?? ''))].sort()
}

function helper(name: string): string {
  return fileURLToPath(new URL(`../../helpers/${name}`, import.meta.url))
}
