import { createHash } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

import { describe, expect, it } from 'vitest'

import { openSession, sendLogs, sendReplay } from '../../helpers/collector-client.ts'
import { runServerCli } from '../../helpers/run-server-cli.ts'
import { startCollector } from '../../helpers/start-collector.ts'
import { temporaryFolder } from '../../helpers/temporary-folder.ts'
import { consoleEntry } from '../../helpers/wire-entries.ts'

interface Finding {
  check: string
  status: 'ok' | 'attention' | 'broken'
  message: string
  advice?: string
}

const HOUR = 60 * 60_000

describe('casefile-server doctor', () => {
  it('finds all well with a running collector', async () => {
    const { data } = await startCollector()

    const { code, findings } = await examine(data)

    expect(code).toBe(0)
    expect(findings.filter(({ check }) => check !== 'disk' && check !== 'writing')).toEqual(
      expect.arrayContaining([
        { check: 'collector', status: 'ok', message: 'one runs on this folder' },
        expect.objectContaining({ check: 'databases', status: 'ok' }),
      ]),
    )
    expect(findings.filter(({ status }) => status === 'broken')).toEqual([])
  })

  it('changes nothing', async () => {
    const { data } = await recordedFolder()
    const before = contentOf(data)

    const { findings } = await examine(data)

    expect(findings).toContainEqual(
      expect.objectContaining({ message: 'none runs on this folder' }),
    )
    expect(contentOf(data)).toEqual(before)
  })

  it('finds a damaged segment', async () => {
    const { data, segment } = await recordedFolder()
    truncateSync(segment, statSync(segment).size - 4096)

    const { code, findings } = await examine(data)

    expect(code).toBe(1)
    expect(findings).toContainEqual({
      check: 'databases',
      status: 'broken',
      message: expect.stringMatching(/events-\d{8}\.db/),
      advice: expect.stringContaining('restore'),
    })
  })

  it('finds a database of a newer version', async () => {
    const { data } = await recordedFolder()
    change(data, 'PRAGMA user_version = 999')

    const { code, findings } = await examine(data)

    expect(code).toBe(1)
    expect(findings).toContainEqual(
      expect.objectContaining({ status: 'broken', message: expect.stringContaining('schema 999') }),
    )
  })

  it('finds recordings without a file and files without a row, and removes the latter if told', async () => {
    const { data, blob } = await recordedFolder()
    const orphan = join(data, 'blobs', 'ab', 'ab-nobodys')
    const fresh = join(data, 'blobs', 'ab', 'ab-just-coming.part')
    mkdirSync(join(data, 'blobs', 'ab'), { recursive: true })
    for (const path of [orphan, fresh]) writeFileSync(path, 'bytes')
    utimesSync(orphan, new Date(), new Date(Date.now() - 2 * HOUR))
    change(data, `UPDATE replay_chunks SET chunk_id = 'cd-lost'`)
    utimesSync(blob, new Date(), new Date(Date.now() - 2 * HOUR))

    const { findings } = await examine(data)
    const fixed = await examine(data, '--fix')

    const blobs = findings.filter(({ check }) => check === 'blobs').map(({ message }) => message)
    expect(blobs).toEqual([
      expect.stringMatching(/^1 recordings.*cd-lost/),
      expect.stringMatching(/^2 files/),
    ])
    expect(fixed.removed).toBe(2)
    expect([orphan, blob, fresh].map((path) => existsSync(path))).toEqual([false, false, true])
  })

  it('finds keys that have expired or soon will', async () => {
    const { data } = await recordedFolder()
    change(
      data,
      `UPDATE keys SET expires_at = ${Date.now() - HOUR} WHERE kind = 'read';
       UPDATE keys SET expires_at = ${Date.now() + HOUR} WHERE kind = 'ingest';
       UPDATE keys SET expires_at = ${Date.now() + 60 * 24 * HOUR} WHERE kind = 'project'`,
    )

    const { findings } = await examine(data)

    const keys = findings.filter(({ check }) => check === 'keys').map(({ message }) => message)
    expect(keys.sort()).toEqual([
      expect.stringMatching(/ingest key .* expires on/),
      expect.stringMatching(/read key .* has expired on/),
    ])
  })

  it('finds jobs that were given up, open permissions and data from the future', async () => {
    const { data } = await recordedFolder()
    change(
      data,
      `INSERT INTO jobs (job_id, kind, subject, state, run_at, last_error)
       VALUES ('j', 'analyse-issue', 'issue-1', 'abandoned', 0, 'out of memory');
       UPDATE sessions SET created_at = ${Date.now() + 24 * HOUR}`,
    )
    chmodSync(data, 0o755)

    const { code, findings } = await examine(data)

    expect(code).toBe(0)
    const attention = findings.filter(({ status }) => status === 'attention')
    expect(attention).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          check: 'jobs',
          message: expect.stringContaining('out of memory'),
        }),
        expect.objectContaining({ check: 'permissions', advice: expect.stringContaining('chmod') }),
        expect.objectContaining({ check: 'clock' }),
      ]),
    )
    for (const { advice } of attention) expect(advice).toBeTruthy()
  })

  it('says when there is no data, in words too', async () => {
    const { code, stdout } = await runServerCli('doctor', '--data', temporaryFolder())

    expect(code).toBe(1)
    expect(stdout).toMatch(/broken\s+folder: .* holds no collector's data\n\s+Name the folder/)
  })
})

async function examine(data: string, ...args: string[]) {
  const { code, stdout } = await runServerCli('doctor', '--data', data, '--json', ...args)
  const said: { removed: number; findings: Finding[] } = JSON.parse(stdout)
  return { code, ...said }
}

/** A folder with some of everything, whose collector has ended. */
async function recordedFolder() {
  const collector = await startCollector()
  const sessionId = await openSession(collector)
  await sendLogs(
    collector,
    sessionId,
    Array.from({ length: 50 }, (_, index) => consoleEntry(`${index} ${Math.random()}`)),
  )
  const chunkId = await sendReplay(collector, sessionId, 'recorded')
  await collector.stop()

  const { data } = collector
  const name = readdirSync(data).find((file) => /^events-\d+\.db$/.test(file)) ?? ''
  return {
    data,
    segment: join(data, name),
    blob: join(data, 'blobs', chunkId.slice(0, 2), chunkId),
  }
}

function change(data: string, sql: string): void {
  const db = new DatabaseSync(join(data, 'meta.db'))
  db.exec(sql)
  db.close()
}

function contentOf(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  return new Map(
    files
      .filter((file) => file.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .map((path) => {
        const digest = createHash('sha256').update(readFileSync(path)).digest('hex')
        return [path, `${statSync(path).mtimeMs} ${digest}`]
      }),
  )
}
