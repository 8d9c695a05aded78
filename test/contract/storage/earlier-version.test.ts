import { cpSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import { expect, it } from 'vitest'

import { call } from '../../helpers/collector-client.ts'
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
  expect(readdirSync(data).filter((name) => name.includes('corrupt'))).toEqual([])
})
