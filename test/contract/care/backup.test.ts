import { appendFileSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

import {
  call,
  openSession,
  readIssue,
  reportIssue,
  sendLogs,
  sendReplay,
} from '../../helpers/collector-client.ts'
import { runServerCli } from '../../helpers/run-server-cli.ts'
import { startCollector, type RunningCollector } from '../../helpers/start-collector.ts'
import { temporaryFolder } from '../../helpers/temporary-folder.ts'
import { consoleEntry } from '../../helpers/wire-entries.ts'

const MANIFEST = 'casefile-backup.json'

describe('casefile-server backup and restore', () => {
  it('bring everything back, secrets for their owner only', async () => {
    const first = await startCollector({ args: ['--dev'] })
    const sessionId = await openSession(first)
    await sendLogs(first, sessionId, [consoleEntry('kept')])
    const chunkId = await sendReplay(first, sessionId, 'also kept')
    const issueId = await reportIssue(first, sessionId)

    const to = temporaryFolder()
    await backUp(first.data, to)
    await first.stop('SIGKILL')
    const data = newFolder()
    const restored = await runServerCli('restore', '--from', to, '--data', data)
    const second = await startCollector({ data, args: ['--dev'] })

    expect(restored).toMatchObject({ code: 0 })
    expect(restored.stdout).toMatch(/ok\s+databases: 3 databases are whole/)
    expect(second.keys).toEqual(first.keys)
    expect(statSync(join(data, 'dev-keys.json')).mode & 0o777).toBe(0o600)
    expect((await readIssue(second, issueId)).logs).toMatchObject([
      { payload: { message: 'kept' } },
    ])
    const replay = await fetch(`${second.url}/api/casefile/v1/replay-chunks/${chunkId}`, {
      headers: { 'x-api-key': second.keys.project },
    })
    expect(await replay.text()).toContain('also kept')
  })

  it('hold, while batches pour in, what was accepted before it began', async () => {
    const first = await startCollector({ args: ['--dev'] })
    const sessionId = await openSession(first)
    let accepted = 0
    let isOver = false
    const pouring = Array.from({ length: 4 }, async () => {
      while (!isOver) {
        await sendLogs(first, sessionId, [consoleEntry('x'.repeat(2000))])
        accepted += 1
      }
    })
    await expect.poll(() => accepted).toBeGreaterThan(20)

    const before = accepted
    const to = temporaryFolder()
    await backUp(first.data, to)
    isOver = true
    await Promise.all(pouring)
    await first.stop()
    const data = newFolder()
    await runServerCli('restore', '--from', to, '--data', data)
    const second = await startCollector({ data, args: ['--dev'] })

    expect(accepted).toBeGreaterThan(before)
    expect(await countEntries(second, sessionId)).toBeGreaterThanOrEqual(before)
  })

  it('copies only what has changed when it is repeated', async () => {
    const collector = await startCollector()
    const sessionId = await openSession(collector)
    await sendLogs(collector, sessionId, [consoleEntry('one')])
    await sendReplay(collector, sessionId, 'recorded')
    await collector.stop()
    const to = temporaryFolder()

    const first = await backUp(collector.data, to)
    const second = await backUp(collector.data, to)

    expect(first).toMatchObject({ files: 4, copiedFiles: 4 })
    // `meta.db` is small and nearly always changed.
    expect(second).toMatchObject({ files: 4, copiedFiles: 1 })
    expect(readdirSync(to).filter((name) => name.startsWith('meta-'))).toHaveLength(1)
  })

  it('takes a segment anew that has grown since', async () => {
    const collector = await startCollector({ args: ['--dev'] })
    const sessionId = await openSession(collector)
    await sendLogs(collector, sessionId, [consoleEntry('one')])
    const to = temporaryFolder()
    await backUp(collector.data, to)
    await sendLogs(collector, sessionId, [consoleEntry('two')])
    await backUp(collector.data, to)

    const data = newFolder()
    await runServerCli('restore', '--from', to, '--data', data)
    const second = await startCollector({ data, args: ['--dev'] })

    expect(await countEntries(second, sessionId)).toBe(2)
  })

  it('leave the backup before whole when one was interrupted', async () => {
    const collector = await startCollector()
    const to = temporaryFolder()
    await backUp(collector.data, to)
    writeFileSync(join(to, 'casefile-backup.unfinished'), '')
    writeFileSync(join(to, 'meta-20200101T000000000Z.db'), 'half of it')
    writeFileSync(join(to, `${MANIFEST}.part`), '{')

    const restored = await runServerCli('restore', '--from', to, '--data', newFolder())
    await backUp(collector.data, to)

    expect(restored.code).toBe(0)
    expect(readdirSync(to)).not.toContain('meta-20200101T000000000Z.db')
    expect(readdirSync(to)).not.toContain('casefile-backup.unfinished')
  })

  it('refuse a backup that was never finished', async () => {
    const from = temporaryFolder()
    writeFileSync(join(from, 'casefile-backup.unfinished'), '')

    const { code, stderr } = await runServerCli('restore', '--from', from, '--data', newFolder())

    expect(code).toBe(1)
    expect(stderr).toMatch(/no finished backup.*casefile-backup\.json/)
  })

  it('find a damaged copy, and make no folder of it', async () => {
    const collector = await startCollector()
    const to = temporaryFolder()
    await backUp(collector.data, to)
    const { files } = JSON.parse(readFileSync(join(to, MANIFEST), 'utf8'))
    appendFileSync(join(to, files[0].stored), 'x')
    const data = newFolder()

    const { code, stderr } = await runServerCli('restore', '--from', to, '--data', data)

    expect(code).toBe(1)
    expect(stderr).toMatch(/damaged.*meta-.*checksum/)
    expect(() => statSync(data)).toThrow('ENOENT')
  })

  it('write nowhere but where the manifest may say', async () => {
    const collector = await startCollector()
    const to = temporaryFolder()
    await backUp(collector.data, to)
    const manifest = JSON.parse(readFileSync(join(to, MANIFEST), 'utf8'))
    manifest.files[0].path = '../elsewhere.db'
    writeFileSync(join(to, MANIFEST), JSON.stringify(manifest))

    const { code, stderr } = await runServerCli('restore', '--from', to, '--data', newFolder())

    expect(code).toBe(1)
    expect(stderr).toContain('is not a manifest')
  })

  it('refuse the folder of a running collector as the place to restore to', async () => {
    const { data } = await startCollector()
    const to = temporaryFolder()
    await backUp(data, to)

    const { code, stderr } = await runServerCli('restore', '--from', to, '--data', data)

    expect(code).toBe(1)
    expect(stderr).toMatch(/--data .* is not empty/)
  })

  it('refuse a place that holds something else', async () => {
    const { data } = await startCollector()
    const [other, one] = [await startCollector(), temporaryFolder()]
    await backUp(other.data, one)
    const photos = temporaryFolder()
    writeFileSync(join(photos, 'holiday.jpg'), '')

    const refusals = []
    for (const to of [photos, one, join(data, 'backup')]) {
      refusals.push(await runServerCli('backup', '--data', data, '--to', to))
    }

    expect(refusals.map(({ code }) => code)).toEqual([1, 1, 1])
    expect(refusals[0]?.stderr).toContain('no backup')
    expect(refusals[1]?.stderr).toContain('another collector')
    expect(refusals[2]?.stderr).toContain('data folder itself')
    expect(readdirSync(photos)).toEqual(['holiday.jpg'])
  })

  it.each([
    [['backup'], /--to DIR/],
    [['backup', '--to', '{new}', '--data', '{new}'], /--data .* holds no collector/],
    [['restore', '--data', '{new}'], /--from DIR/],
    [['restore', '--from', '{new}'], /--data DIR/],
  ])('say what is missing of %j', async (args, message) => {
    const { code, stderr } = await runServerCli(
      ...args.map((arg) => arg.replace('{new}', newFolder())),
    )

    expect(code).toBeGreaterThan(0)
    expect(stderr).toMatch(message)
  })
})

async function backUp(data: string, to: string) {
  const { code, stdout, stderr } = await runServerCli(
    'backup',
    '--data',
    data,
    '--to',
    to,
    '--json',
  )
  if (code !== 0) throw new Error(stderr)
  return JSON.parse(stdout) as { files: number; copiedFiles: number }
}

/** A folder that does not exist yet. */
function newFolder(): string {
  const folder = temporaryFolder()
  rmSync(folder, { recursive: true })
  return folder
}

async function countEntries(collector: RunningCollector, sessionId: string): Promise<number> {
  let count = 0
  let cursor: string | null = ''
  while (cursor !== null) {
    const query: string = cursor && `&cursor=${cursor}`
    const path = `GET /api/casefile/v1/sessions/${sessionId}/entries?limit=1000${query}`
    const { body } = await call(collector, path, { key: collector.keys.project })
    count += body.entries.length
    cursor = body.nextCursor
  }
  return count
}
