import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

import {
  call,
  openSession,
  readIssue,
  reportIssue,
  sendLogs,
} from '../../helpers/collector-client.ts'
import { runServerCli } from '../../helpers/run-server-cli.ts'
import { startCollector } from '../../helpers/start-collector.ts'
import { consoleEntry } from '../../helpers/wire-entries.ts'

describe('a collector', () => {
  it('finds its data and keys again after a restart', async () => {
    const first = await startCollector()
    const sessionId = await openSession(first)
    await sendLogs(first, sessionId, [consoleEntry('kept')])
    const issueId = await reportIssue(first, sessionId)
    expect(await first.stop()).toBe(0)

    const second = await startCollector({ data: first.data })
    const issue = await readIssue({ ...second, keys: first.keys }, issueId)

    expect(second.projectId).toBe(first.projectId)
    expect(issue.logs).toMatchObject([{ payload: { message: 'kept' } }])
  })

  it('has every accepted entry after it was killed', async () => {
    const first = await startCollector({ args: ['--dev'] })
    const sessionId = await openSession(first)
    let accepted = 0
    const batches = Array.from({ length: 40 }, async () => {
      await sendLogs(first, sessionId, [consoleEntry('a'), consoleEntry('b')])
      accepted += 2
      if (accepted === 20) await first.stop('SIGKILL')
    })
    await Promise.allSettled(batches)

    const second = await startCollector({ data: first.data, args: ['--dev'] })
    const { body } = await call(
      second,
      `GET /api/casefile/v1/sessions/${sessionId}/entries?limit=1000`,
      { key: second.keys.project },
    )

    expect(body.entries.length).toBeGreaterThanOrEqual(accepted)
  })

  it('shows secret keys when it made them, and not again', async () => {
    const first = await startCollector()
    await first.stop()
    const second = await startCollector({ data: first.data })

    expect(first.keys).toEqual({
      capture: expect.stringMatching(/^uc_pk_/),
      project: expect.stringMatching(/^uc_sk_/),
      ingest: expect.stringMatching(/^tcc_prod/),
      read: expect.stringMatching(/^tcc_key/),
    })
    expect(second.keys).toEqual({
      capture: first.keys.capture,
      project: null,
      ingest: null,
      read: null,
    })
  })

  it('writes no secret key to its folder', async () => {
    const { data, keys } = await startCollector()
    const files = await Promise.all(
      ['meta.db', 'meta.db-wal'].map((name) => readFile(join(data, name), 'latin1')),
    )

    expect(files.join('')).toContain(keys.capture)
    for (const secret of [keys.project, keys.ingest, keys.read]) {
      expect(files.join('')).not.toContain(secret.slice(20))
    }
  })

  it('keeps the keys for the next start with --dev, for its owner only', async () => {
    const first = await startCollector({ args: ['--dev'] })
    await first.stop()
    const second = await startCollector({ data: first.data, args: ['--dev'] })
    const { mode } = await stat(join(first.data, 'dev-keys.json'))

    expect(second.keys).toEqual(first.keys)
    expect(mode & 0o777).toBe(0o600)
  })

  it('makes new secret keys for --dev when the old ones are not known', async () => {
    const first = await startCollector()
    await first.stop()
    const second = await startCollector({ data: first.data, args: ['--dev'] })

    const { status } = await call(second, 'GET /api/casefile/v1/projects', {
      key: second.keys.project,
    })

    expect(second.keys.capture).toBe(first.keys.capture)
    expect(second.keys.project).not.toBe(first.keys.project)
    expect(status).toBe(200)
  })

  it('has its data folder to itself', async () => {
    const { data } = await startCollector()
    const { code, stdout, stderr } = await runServerCli('start', '--port', '0', '--data', data)

    expect(code).toBe(1)
    expect(stdout).toBe('')
    expect(stderr).toMatch(/in use by another collector \(process \d+\).*--data/)
  })

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'answers the request under way before it ends on %s',
    async (signal) => {
      const collector = await startCollector()
      const sessionId = await openSession(collector)
      const body = { logs: Array.from({ length: 100 }, () => consoleEntry('x'.repeat(50_000))) }

      const reply = call(collector, `POST /v1/sessions/${sessionId}/logs`, {
        key: collector.keys.capture,
        body,
      })
      const issue = reportIssue(collector, sessionId)
      await issue
      const code = await collector.stop(signal)

      expect(code).toBe(0)
      expect((await reply).status).toBe(202)
    },
  )
})
