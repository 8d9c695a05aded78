import { join } from 'node:path'

import { describe, expect, it, onTestFinished } from 'vitest'

import {
  FolderInUseError,
  openDataFolder,
  openMetaStore,
} from '../../../../server/src/storage/data-folder.ts'
import { openDatabase } from '../../../../server/src/storage/sqlite/database.ts'
import { temporaryFolder } from '../../../helpers/temporary-folder.ts'

const open = (folder: string) => {
  const stores = openDataFolder(folder)
  onTestFinished(() => stores.close())
  return stores
}

describe('a data folder', () => {
  it('belongs to one collector at a time', async () => {
    const folder = temporaryFolder()
    const first = openDataFolder(folder)

    expect(() => openDataFolder(folder)).toThrow(FolderInUseError)
    await first.close()
    expect(() => open(folder)).not.toThrow()
  })

  it('can be read by the keys command meanwhile', async () => {
    const folder = temporaryFolder()
    const { meta } = open(folder)
    const { projectId } = await meta.createProject({ name: 'Shop', createdAt: 1 })

    const beside = openMetaStore(folder)
    onTestFinished(() => beside.close())

    expect(await beside.projects()).toEqual([{ projectId, name: 'Shop', createdAt: 1 }])
  })

  it('of a newer version is refused with the way out', () => {
    const folder = temporaryFolder()
    const db = openDatabase(join(folder, 'meta.db'), { durability: 'normal' })
    db.exec('PRAGMA user_version = 99')
    db.close()

    expect(() => openDataFolder(folder)).toThrow(/newer version.*--data/)
    // The refusal must not keep the folder.
    expect(() => openDataFolder(folder)).not.toThrow(FolderInUseError)
  })

  it('holds an issue and its job together, or neither', async () => {
    const { meta, jobs } = open(temporaryFolder())
    const { projectId } = await meta.createProject({ name: 'Shop', createdAt: 1 })
    const { session } = await meta.openSession({ projectId, externalId: 'x', createdAt: 1 })
    const fields = { projectId, userDescription: 'x', metadata: {}, createdAt: 5 }

    await expect(meta.createIssue({ ...fields, sessionId: 'unknown' })).rejects.toThrow()
    expect(await jobs.claim(10, 1)).toBeUndefined()
    const { issue } = await meta.createIssue({ ...fields, sessionId: session.sessionId })

    expect(await jobs.claim(10, 1)).toMatchObject({ subject: issue.issueId })
  })
})
