import { expect, it, onTestFinished } from 'vitest'

import { createReaders } from '../../../server/src/storage/embedded/readers.ts'
import { createSqliteEventStore } from '../../../server/src/storage/sqlite/sqlite-event-store.ts'
import { openMetaDatabase } from '../../../server/src/storage/sqlite/open-meta-database.ts'
import { openRunDatabase } from '../../../server/src/storage/sqlite/open-run-database.ts'
import { QueryTimeoutError } from '../../../server/src/storage/store-error.ts'
import { temporaryFolder } from '../../helpers/temporary-folder.ts'
import { consoleEntry } from '../../helpers/wire-entries.ts'

const entry = new URL('../../../server/dist/reader.js', import.meta.url)
const NOON = Date.UTC(2026, 1, 27, 12)

/** Enough that a search through all of it takes longer than the deadline below. */
async function folderWithMuch(): Promise<string> {
  const folder = temporaryFolder()
  openMetaDatabase(folder).close()
  openRunDatabase(folder).close()
  const store = createSqliteEventStore(folder)
  for (let number = 0; number < 60; number += 1) {
    await store.append({
      projectId: 'p',
      sessionId: 's',
      receivedAt: NOON,
      entries: Array.from({ length: 1000 }, (_, index) =>
        consoleEntry(`failure ${number} ${index}`, { time: NOON, level: 'error' }),
      ),
    })
  }
  await store.close()
  return folder
}

it('a query that takes too long is ended, and the next one is answered', async () => {
  const readers = createReaders({ entry, folder: await folderWithMuch(), deadline: 400 })
  onTestFinished(() => readers.close())
  // Started ahead, so that the deadline is the query's alone.
  await readers.call('events', 'days', []).catch(() => {})
  const slow = { projectId: 'nobody', kinds: ['error'], text: 'failure', limit: 1 }
  const session = { sessionId: 's', sessionCreatedAt: NOON }

  // Every batch is unpacked for each of them: far more than the deadline allows.
  const many = Array.from({ length: 400 }, () => session)
  const ended = readers.call('events', 'counts', [
    many.map((range) => ({ ...range, until: NOON - 1 })),
  ])
  await expect(ended).rejects.toThrow(QueryTimeoutError)
  await expect(ended).rejects.toThrow(/longer than 0.4 s/)

  await expect
    .poll(() => readers.call('events', 'search', [slow]).catch(() => undefined))
    .toEqual({ hits: [], nextCursor: null })
})

it('readers end when nobody asks any more, and start again', async () => {
  const folder = temporaryFolder()
  openMetaDatabase(folder).close()
  openRunDatabase(folder).close()
  const readers = createReaders({ entry, folder, idleTime: 20 })
  onTestFinished(() => readers.close())

  expect(await readers.call('events', 'days', [])).toEqual([])
  await expect.poll(() => readers.count()).toBe(0)
  expect(await readers.call('events', 'days', [])).toEqual([])
})
