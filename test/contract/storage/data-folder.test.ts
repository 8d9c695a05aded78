import { join } from 'node:path'

import { describe, expect, it, onTestFinished } from 'vitest'

import { openMetaStore } from '../../../server/src/storage/data-folder.ts'
import { FolderInUseError } from '../../../server/src/storage/folder-lock.ts'
import { openDatabase } from '../../../server/src/storage/sqlite/database.ts'
import { openStores } from '../../helpers/open-data-folder.ts'
import { temporaryFolder } from '../../helpers/temporary-folder.ts'

const open = async (folder: string) => {
  const stores = await openStores(folder)
  onTestFinished(() => stores.close())
  return stores
}

describe('a data folder', () => {
  it('belongs to one collector at a time', async () => {
    const folder = temporaryFolder()
    const first = await openStores(folder)

    await expect(openStores(folder)).rejects.toThrow(FolderInUseError)
    await first.close()
    await expect(open(folder)).resolves.toBeDefined()
  })

  it('can be read by the keys command meanwhile', async () => {
    const folder = temporaryFolder()
    const { meta } = await open(folder)
    const { projectId } = await meta.createProject({ name: 'Shop', createdAt: 1 })

    const beside = openMetaStore(folder)
    onTestFinished(() => beside.close())

    expect(await beside.projects()).toEqual([{ projectId, name: 'Shop', createdAt: 1 }])
  })

  it.each(['meta.db', 'events-20260227.db'])(
    'whose %s a newer version wrote is refused with the way out',
    async (name) => {
      const folder = temporaryFolder()
      const db = openDatabase(join(folder, name), { durability: 'normal' })
      db.exec('PRAGMA user_version = 99')
      db.close()

      await expect(openStores(folder)).rejects.toThrow(/newer version.*--data/)
      // The refusal must not keep the folder.
      await expect(openStores(folder)).rejects.not.toThrow(FolderInUseError)
    },
  )

  it('holds an issue and its job together, or neither', async () => {
    const { meta, jobs } = await open(temporaryFolder())
    const { projectId } = await meta.createProject({ name: 'Shop', createdAt: 1 })
    const { session } = await meta.openSession({ projectId, externalId: 'x', createdAt: 1 })
    const fields = { projectId, userDescription: 'x', metadata: {}, createdAt: 5 }

    await expect(meta.createIssue({ ...fields, sessionId: 'unknown' })).rejects.toThrow()
    expect(await jobs.claim(10, 1)).toBeUndefined()
    const { issue } = await meta.createIssue({ ...fields, sessionId: session.sessionId })

    expect(await jobs.claim(10, 1)).toMatchObject({ subject: issue.issueId })
  })

  it('shows a change to the next read, whichever thread made it', async () => {
    const { meta } = await open(temporaryFolder())

    for (let count = 1; count <= 20; count += 1) {
      await meta.createProject({ name: `Project ${count}`, createdAt: count })
      expect(await meta.projects()).toHaveLength(count)
    }
  })
})
