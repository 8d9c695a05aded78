import { execFileSync } from 'node:child_process'
import { writeFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, it, onTestFinished } from 'vitest'

import { FolderNotWritableError } from '../../../server/src/storage/folder-lock.ts'
import { StorageFullError } from '../../../server/src/storage/store-error.ts'
import { openStores } from '../../helpers/open-data-folder.ts'
import { mayMount, smallDisk } from '../../helpers/small-disk.ts'
import { consoleEntry } from '../../helpers/wire-entries.ts'

const NOON = Date.UTC(2026, 1, 27, 12)

const batch = (number: number) => {
  const noise = Array.from({ length: 900 }, (_, index) => Math.sin(number * 1000 + index)).join(' ')
  return {
    projectId: 'p',
    sessionId: 's',
    receivedAt: NOON,
    idempotencyKey: `batch-${number}`,
    entries: [consoleEntry(noise, { time: NOON + number })],
  }
}

describe.skipIf(!mayMount)('a disk (as root, who alone may mount one)', () => {
  it('that is full refuses, keeps what it acknowledged, and takes more when there is room', async () => {
    const folder = smallDisk(6)
    const stores = await openStores(folder)
    onTestFinished(() => stores.close())
    const ballast = join(folder, 'ballast')
    writeFileSync(ballast, Buffer.alloc(3_000_000))

    let stored = 0
    let refusal: unknown
    while (!refusal && stored < 2000) {
      try {
        await stores.events.append(batch(stored))
        stored += 1
      } catch (error) {
        refusal = error
      }
    }
    expect(refusal).toBeInstanceOf(StorageFullError)
    rmSync(ballast)
    await expect(stores.events.append(batch(stored))).resolves.toMatchObject({ repeated: false })

    const range = { sessionId: 's', sessionCreatedAt: NOON }
    expect(await stores.events.counts([range])).toMatchObject([{ total: stored + 1 }])
  })

  it('that is read-only is refused with the way out', async () => {
    const folder = smallDisk(6)
    const stores = await openStores(folder)
    await stores.events.append(batch(1))
    await stores.close()
    execFileSync('mount', ['-o', 'remount,ro', folder])

    await expect(openStores(folder)).rejects.toThrow(FolderNotWritableError)
    await expect(openStores(folder)).rejects.toThrow(/cannot be written.*EROFS.*--data/)
  })
})
