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

const RECORDER = fileURLToPath(new URL('../../helpers/record-connections.mjs', import.meta.url))

it('makes no call to anywhere, from its start to its end', async () => {
  const record = join(temporaryFolder(), 'connections.txt')
  const collector = await startCollector({
    environment: { NODE_OPTIONS: `--import=${RECORDER}`, CASEFILE_TEST_CONNECTIONS: record },
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

  const lines = (await readFile(record, 'utf8')).split('\n').filter(Boolean)
  expect(lines).toContain('recording main')
  expect(lines.filter((line) => !line.startsWith('recording'))).toEqual([])
})
