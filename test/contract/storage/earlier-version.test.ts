import { cpSync, existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { expect, it } from 'vitest'

import { call } from '../../helpers/collector-client.ts'
import { sendRun } from '../../helpers/send-run.ts'
import { storedRun } from '../../helpers/stored-runs.ts'
import { runServerCli } from '../../helpers/run-server-cli.ts'
import { startCollector } from '../../helpers/start-collector.ts'
import { temporaryFolder } from '../../helpers/temporary-folder.ts'

/** As the collector wrote it with schema 1 of `meta.db` and of the segments: 120 entries, an issue. */
const WRITTEN_BEFORE = fileURLToPath(new URL('../../fixtures/data-folder-1', import.meta.url))

it('a folder that an earlier version wrote opens with all it holds', async () => {
  const data = temporaryFolder()
  cpSync(WRITTEN_BEFORE, data, { recursive: true })
  const created = await runServerCli('keys', 'create', 'project', '--data', data, '--json')
  const { key, projectId } = JSON.parse(created.stdout)

  const collector = await startCollector({ data, args: ['--max-days', '36500'] })
  const get = async (path: string) => (await call(collector, `GET ${path}`, { key })).body
  const made = await runServerCli(
    'keys',
    'create',
    'ingest',
    '--project',
    projectId,
    '--data',
    data,
    '--json',
  )
  const runId = await sendRun(collector, {}, JSON.parse(made.stdout).key)
  const run = await storedRun({ data, projectId }, runId)
  const { issues } = await get(`/v1/projects/${projectId}/issues`)
  const [{ issueId, sessionId }] = issues
  const issue = await get(`/v1/issues/${issueId}`)
  const replay = await get(`/api/casefile/v1/sessions/${sessionId}/replay`)
  const found = await get(`/api/casefile/v1/projects/${projectId}/search?text=cart`)

  expect(issues[0]).toMatchObject({
    userDescription: 'The cart of version 1 is empty',
    entryCounts: { total: 120, error: 18, network_failed: 12 },
  })
  expect(issue.logs).toHaveLength(120)
  expect(replay.chunks).toHaveLength(1)
  // The index did not exist then.
  expect(found.hits.map(({ kind }: { kind: string }) => kind)).toEqual(
    Array(12).fill('failed-request'),
  )
  expect(found.reports).toMatchObject([{ issueId }])
  // There were no runs of agents then, and no file for them.
  expect(existsSync(join(WRITTEN_BEFORE, 'runs.db'))).toBe(false)
  expect(run.steps).toHaveLength(2)
  expect(readdirSync(data).filter((name) => name.includes('corrupt'))).toEqual([])
})
