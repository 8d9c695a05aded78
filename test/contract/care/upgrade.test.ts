import { cpSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'

import { expect, it } from 'vitest'

import { startCollector } from '../../helpers/start-collector.ts'
import { temporaryFolder } from '../../helpers/temporary-folder.ts'

const WRITTEN_BEFORE = fileURLToPath(new URL('../../fixtures/data-folder-1', import.meta.url))

it('meta.db is copied before an upgrade, once, and the last three copies stay', async () => {
  const data = temporaryFolder()
  cpSync(WRITTEN_BEFORE, data, { recursive: true })
  const backups = join(data, 'backups')
  mkdirSync(backups)
  const former = ['2023', '2024', '2025'].map((year) => `meta-1-${year}0101T000000000Z.db`)
  for (const name of former) writeFileSync(join(backups, name), '')

  await (await startCollector({ data })).stop()
  await (await startCollector({ data })).stop()

  const [first, second, taken = ''] = readdirSync(backups).sort()
  expect([first, second]).toEqual(former.slice(1))
  expect(readdirSync(backups)).toHaveLength(3)
  expect(taken).toMatch(/^meta-1-\d{8}T\d{9}Z\.db$/)
  expect(statSync(join(backups, taken)).mode & 0o777).toBe(0o600)

  const copy = new DatabaseSync(join(backups, taken), { readOnly: true })
  const versions = copy.prepare('PRAGMA user_version').all()
  const issues = copy.prepare('SELECT user_description AS text FROM issues').all()
  copy.close()
  expect(versions).toMatchObject([{ user_version: 1 }])
  expect(issues).toMatchObject([{ text: 'The cart of version 1 is empty' }])
})
