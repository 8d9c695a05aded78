import { readdirSync } from 'node:fs'

import { expect, it, onTestFinished } from 'vitest'

import { createSqliteEventStore } from '../../../../server/src/storage/sqlite/sqlite-event-store.ts'
import { temporaryFolder } from '../../../helpers/temporary-folder.ts'
import { consoleEntry } from '../../../helpers/wire-entries.ts'
import { eventStoreContract } from '../../../helpers/event-store-contract.ts'

const open = (folder = temporaryFolder()) => {
  const store = createSqliteEventStore(folder)
  onTestFinished(() => store.close())
  return store
}

eventStoreContract('the event store on SQLite', async (folder) => createSqliteEventStore(folder))

it('keeps one file a day of receipt, and reads more days than it keeps open', async () => {
  const folder = temporaryFolder()
  const store = open(folder)
  const day = 24 * 60 * 60_000
  const first = Date.UTC(2026, 0, 1)
  for (let index = 0; index < 20; index += 1) {
    const time = first + index * day
    const entries = [consoleEntry(String(index), { time })]
    await store.append({ projectId: 'p', sessionId: 's', entries, receivedAt: time })
  }

  const entries = await store.latest({ sessionId: 's', sessionCreatedAt: first }, 100)

  expect(entries).toHaveLength(20)
  expect(readdirSync(folder).filter((name) => name.endsWith('.db'))).toHaveLength(20)
})

it('finds what another start of the collector stored', async () => {
  const folder = temporaryFolder()
  const before = createSqliteEventStore(folder)
  const receivedAt = Date.now()
  const entries = [consoleEntry('kept')]
  const batch = { projectId: 'p', sessionId: 's', entries, receivedAt, idempotencyKey: 'k' }
  await before.append(batch)
  await before.close()

  const after = open(folder)

  expect(await after.latest({ sessionId: 's', sessionCreatedAt: receivedAt }, 9)).toHaveLength(1)
  expect(await after.append(batch)).toEqual({ accepted: 1, repeated: true })
})
